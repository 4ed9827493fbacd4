package org.channelmirror.internal.transport;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.auth.BasicScheme;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.channelmirror.api.Credential;
import org.channelmirror.api.Credentials;
import org.channelmirror.api.MirrorWarning;
import org.channelmirror.api.ProxyServer;
import org.channelmirror.api.ProxySettings;
import org.channelmirror.api.TlsTrust;

/**
 * How servers are reached: through which proxy, trusted by what, and with which credentials. A credential is looked up for each
 * server that is asked, so none reaches another by a redirect.
 */
public record HttpAccess(ProxySettings proxies, TlsTrust trust, Credentials credentials) {

    /** Directly, trusted as Java trusts, and without credentials but those of a URL. */
    public static final HttpAccess DEFAULT = new HttpAccess(ProxySettings.NONE, TlsTrust.system(), Credentials.NONE);

    /** What every report says of it. */
    public List<MirrorWarning> warnings() {
        return Stream.concat(trust.warnings().stream(), credentials.warnings().stream())
                .toList();
    }

    /** The address to ask for, with a conda token in its path where one is known. A redirect's is taken as the server gave it. */
    HttpTarget enter(HttpTarget target) {
        return credentials
                .find(target.origin())
                .filter(Credential.CondaToken.class::isInstance)
                .map(credential -> target.withToken(((Credential.CondaToken) credential).token()))
                .orElse(target);
    }

    /** The value of the {@code Authorization} header: what the address has comes first. */
    Optional<String> authorization(HttpTarget target) {
        return target.authorization().or(() -> credentials.find(target.origin()).flatMap(HttpAccess::header));
    }

    /** What a request needs to know of its proxy; the proxy's credentials go to no one else by it. */
    HttpClientContext context(HttpTarget target) {
        HttpClientContext context = HttpClientContext.create();
        proxy(target)
                .ifPresent(proxy -> proxy.credential().ifPresent(credential -> {
                    BasicScheme scheme = new BasicScheme();
                    scheme.initPreemptive(new UsernamePasswordCredentials(
                            credential.user(), credential.password().toCharArray()));
                    context.resetAuthExchange(ProxyRoutes.host(proxy.origin()), scheme);
                }));
        return context;
    }

    Optional<ProxyServer> proxy(HttpTarget target) {
        return proxies.find(target.origin());
    }

    private static Optional<String> header(Credential credential) {
        if (credential instanceof Credential.Basic basic) {
            return Optional.of(HttpTarget.basic(basic.user() + ":" + basic.password()));
        }
        return credential instanceof Credential.Bearer bearer
                ? Optional.of("Bearer " + bearer.token())
                : Optional.empty();
    }
}
