package org.channelmirror.testkit.upstream;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What a proxy lets through, and where to. */
record ProxyRules(Map<String, URI> hosts, Optional<String> authorization, OptionalInt refusal) {

    ProxyRules {
        hosts = Map.copyOf(hosts);
    }

    /** The status to refuse a request with, or 0. */
    int refuse(RequestHead head) {
        if (authorization.isPresent() && !head.header("Proxy-Authorization").equals(authorization)) {
            return 407;
        }
        return refusal.orElse(0);
    }

    URI address(String host, int port) {
        URI server = hosts.get(host);
        return server == null ? URI.create("http://" + host + ":" + port) : server;
    }
}
