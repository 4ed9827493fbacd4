package org.channelmirror.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.channelmirror.model.Origin;

/**
 * Finds the credential of a server. It is sent to that server only, whatever it redirects to. What the channel's own URL has,
 * a user and a password or {@code /t/<TOKEN>/}, comes before anything that is found here.
 *
 * <p>Implementations must be thread-safe and quick, because they are asked before every request. An implementation that knows
 * hosts without schemes should answer for {@code http} only where {@link Origin#isLoopback()}: anybody on the way can read
 * what is sent without TLS.
 *
 * <p>Apache HttpClient, which sends the requests, logs their headers at DEBUG under {@code org.apache.hc.client5.http}: leave
 * those loggers above DEBUG in a program that has secrets.
 */
@FunctionalInterface
public interface Credentials {

    /** Knows no server. */
    Credentials NONE = origin -> Optional.empty();

    /**
     * Looks for a credential.
     *
     * @param origin the server that is about to be asked
     * @return what to send, or empty to ask without
     */
    Optional<Credential> find(Origin origin);

    /**
     * What a person should know of where the credentials came from. A client adds it to every report.
     *
     * @return warnings without secrets; by default none
     */
    default List<MirrorWarning> warnings() {
        return List.of();
    }

    /**
     * Asks these credentials first and then others.
     *
     * @param next who is asked about servers that these do not know
     * @return both together
     */
    default Credentials orElse(Credentials next) {
        Credentials first = this;
        return new Credentials() {
            @Override
            public Optional<Credential> find(Origin origin) {
                return first.find(origin).or(() -> next.find(origin));
            }

            @Override
            public List<MirrorWarning> warnings() {
                return Stream.concat(first.warnings().stream(), next.warnings().stream())
                        .toList();
            }
        };
    }

    /**
     * Credentials of servers that are known by scheme, host and port.
     *
     * @param byOrigin what is sent to each; copied
     * @return the credentials
     */
    static Credentials of(Map<Origin, Credential> byOrigin) {
        Map<Origin, Credential> copy = Map.copyOf(byOrigin);
        return origin -> Optional.ofNullable(copy.get(origin));
    }

    /**
     * Credentials that environment variables hold: {@code CHANNEL_MIRROR_TOKEN_<HOST>} a conda token,
     * {@code CHANNEL_MIRROR_BEARER_<HOST>} a bearer token, {@code CHANNEL_MIRROR_USER_<HOST>} with
     * {@code CHANNEL_MIRROR_PASSWORD_<HOST>} a user and a password. {@code <HOST>} is the host's name in upper case, with
     * {@code _} for each dot and {@code __} for each hyphen: {@code REPO_EXAMPLE_ORG} for {@code repo.example.org}. Hosts with
     * an underscore have no variables. They are good for every port of the host by {@code https}, and by {@code http} on
     * this machine only.
     *
     * @param environment the variables; empty ones count as absent
     * @return the credentials
     * @throws IllegalArgumentException if variables of one host contradict each other or a value cannot be sent; the message
     *     names the variable
     */
    static Credentials fromEnvironment(Map<String, String> environment) {
        return EnvironmentCredentials.of(environment);
    }

    /**
     * Users and passwords of a {@code .netrc} file, which is read now. They are good for every port of the machine by
     * {@code https}, and by {@code http} on this machine only. An entry {@code default} names no server, so it is not used. A
     * file that cannot be read and a mistake in it are warnings that name the line and quote nothing; the entries that can be
     * read count.
     *
     * @param file the file
     * @return the credentials
     */
    static Credentials netrc(Path file) {
        return NetrcCredentials.read(file);
    }
}
