package org.channelmirror.config;

import java.util.Objects;
import org.channelmirror.api.Credentials;
import org.channelmirror.api.ProxySettings;
import org.channelmirror.api.TlsTrust;

/**
 * How upstream is reached. Immutable and thread-safe; {@link #toString()} shows no secrets.
 *
 * @param proxies which requests go through a proxy
 * @param trust which servers are believed
 * @param credentials what servers are told
 */
public record UpstreamAccess(ProxySettings proxies, TlsTrust trust, Credentials credentials) {

    /** No proxy, the trust of Java, no credentials but those of the channels' URLs. */
    public static final UpstreamAccess DEFAULT =
            new UpstreamAccess(ProxySettings.NONE, TlsTrust.system(), Credentials.NONE);

    /** Refuses nulls. */
    public UpstreamAccess {
        Objects.requireNonNull(proxies, "proxies");
        Objects.requireNonNull(trust, "trust");
        Objects.requireNonNull(credentials, "credentials");
    }

    /** Names the parts without what is in them. */
    @Override
    public String toString() {
        return "UpstreamAccess[proxies=" + proxies + ", trust=" + trust + "]";
    }
}
