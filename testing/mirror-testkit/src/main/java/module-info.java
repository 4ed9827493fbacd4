/** Tools to test mirrors and what others build for them, with JUnit 5. */
module org.channelmirror.testkit {
    requires static transitive org.jspecify;
    requires transitive org.channelmirror.core;
    requires transitive org.junit.jupiter.api;
    requires com.github.luben.zstd_jni;
    requires org.apache.commons.compress;
    requires tools.jackson.core;

    exports org.channelmirror.testkit.channel;
    exports org.channelmirror.testkit.filters;
    exports org.channelmirror.testkit.storage;
    exports org.channelmirror.testkit.upstream;

    uses org.channelmirror.spi.FilterProvider;
    uses org.channelmirror.spi.SelectionRuleProvider;
}
