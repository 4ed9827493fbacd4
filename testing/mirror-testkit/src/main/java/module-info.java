/** Tools for tests of programs that mirror conda channels: generated channels and more. */
module org.channelmirror.testkit {
    requires static transitive org.jspecify;
    requires transitive org.channelmirror.core;
    requires com.github.luben.zstd_jni;
    requires org.apache.commons.compress;
    requires tools.jackson.core;

    exports org.channelmirror.testkit.channel;
}
