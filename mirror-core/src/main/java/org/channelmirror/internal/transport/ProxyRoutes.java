package org.channelmirror.internal.transport;

import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.channelmirror.api.ProxyServer;
import org.channelmirror.api.ProxySettings;
import org.channelmirror.model.Origin;
import org.jspecify.annotations.Nullable;

/** Tells the HTTP client of each request's proxy. */
final class ProxyRoutes extends DefaultRoutePlanner {

    private final ProxySettings proxies;

    ProxyRoutes(ProxySettings proxies) {
        super(DefaultSchemePortResolver.INSTANCE);
        this.proxies = proxies;
    }

    @Override
    protected @Nullable HttpHost determineProxy(HttpHost target, HttpContext context) {
        String name = target.getHostName();
        int port = DefaultSchemePortResolver.INSTANCE.resolve(target);
        Origin origin = new Origin(target.getSchemeName(), name.contains(":") ? "[" + name + "]" : name, port);
        return proxies.find(origin)
                .map(ProxyServer::origin)
                .map(ProxyRoutes::host)
                .orElse(null);
    }

    /** As the HTTP client writes hosts: addresses have no brackets. */
    static HttpHost host(Origin origin) {
        return new HttpHost(origin.scheme(), origin.host().replaceAll("[\\[\\]]", ""), origin.port());
    }
}
