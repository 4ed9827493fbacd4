/**
 * Mirrors conda channels: the sync engine, repodata, transport and storage behind
 * {@link org.channelmirror.MirrorClient}.
 */
module org.channelmirror.core {
    requires static transitive org.jspecify;
    requires com.github.luben.zstd_jni;
    requires msgpack.core;
    requires org.apache.commons.compress;
    requires org.apache.httpcomponents.client5.httpclient5;
    requires org.apache.httpcomponents.core5.httpcore5;
    requires org.slf4j;
    requires tools.jackson.core;

    exports org.channelmirror;
    exports org.channelmirror.api;
    exports org.channelmirror.hooks;
    exports org.channelmirror.model;
    exports org.channelmirror.repodata;
    exports org.channelmirror.spec;
    exports org.channelmirror.spi;
    exports org.channelmirror.storage;

    uses org.channelmirror.spi.StorageProvider;

    provides org.channelmirror.spi.StorageProvider with
            org.channelmirror.storage.FileSystemStorageProvider;
}
