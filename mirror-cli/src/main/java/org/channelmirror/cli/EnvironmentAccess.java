package org.channelmirror.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.channelmirror.api.Credentials;
import org.channelmirror.api.ProxySettings;
import org.channelmirror.config.UpstreamAccess;

/** What the environment and the user's netrc file add to the access that a configuration says, which comes first. */
final class EnvironmentAccess {

    private static final String NETRC = "NETRC";

    private final Map<String, String> environment;
    private final Path workingDir;

    EnvironmentAccess(Map<String, String> environment, Path workingDir) {
        this.environment = environment;
        this.workingDir = workingDir;
    }

    UpstreamAccess below(UpstreamAccess configured) {
        try {
            Credentials credentials = configured
                    .credentials()
                    .orElse(Credentials.fromEnvironment(environment))
                    .orElse(netrc().map(Credentials::netrc).orElse(Credentials.NONE));
            ProxySettings proxies = configured.proxies().orElse(ProxySettings.fromEnvironment(environment));
            return new UpstreamAccess(proxies, configured.trust(), credentials);
        } catch (InvalidPathException e) {
            throw new UsageException("$" + NETRC + " or the home folder is no path", "correct the variable");
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), "correct the variable, or unset it");
        }
    }

    /** A file that is named must be there, which its reader checks; those at the usual places need not be. */
    private Optional<Path> netrc() {
        String named = environment.getOrDefault(NETRC, "");
        if (!named.isEmpty()) {
            return Optional.of(workingDir.resolve(named));
        }
        String home = environment.getOrDefault("HOME", environment.getOrDefault("USERPROFILE", ""));
        return Stream.of(".netrc", "_netrc")
                .filter(name -> !home.isEmpty())
                .map(name -> workingDir.resolve(home).resolve(name))
                .filter(Files::exists)
                .findFirst();
    }
}
