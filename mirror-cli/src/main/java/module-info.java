/** The {@code channel-mirror} command. */
module org.channelmirror.cli {
    requires static transitive org.jspecify;
    requires ch.qos.logback.classic;
    requires ch.qos.logback.core;
    requires info.picocli;
    requires jdk.unsupported;
    requires me.tongfei.progressbar;
    requires org.channelmirror.archive;
    requires org.channelmirror.config;
    requires org.channelmirror.core;
    requires org.channelmirror.server;
    requires org.slf4j;
    requires tools.jackson.core;

    exports org.channelmirror.cli;

    opens org.channelmirror.cli to
            info.picocli;
}
