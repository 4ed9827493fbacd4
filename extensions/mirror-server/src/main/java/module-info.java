/** Serves a mirror to conda clients over HTTP. */
module org.channelmirror.server {
    requires static transitive org.jspecify;
    requires transitive org.channelmirror.core;
    requires com.cronutils;
    requires micrometer.core;
    requires micrometer.registry.prometheus;
    requires org.eclipse.jetty.alpn.server;
    requires org.eclipse.jetty.http;
    requires org.eclipse.jetty.http2.common;
    requires org.eclipse.jetty.http2.server;
    requires org.eclipse.jetty.io;
    requires org.eclipse.jetty.server;
    requires org.eclipse.jetty.util;
    requires org.slf4j;
    requires tools.jackson.core;

    exports org.channelmirror.server;
    exports org.channelmirror.server.access;
}
