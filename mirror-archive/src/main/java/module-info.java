/** Archives that carry a mirror across an air gap: the tar format, volumes, checksums beside them, keys. */
module org.channelmirror.archive {
    requires static transitive org.jspecify;
    requires transitive org.channelmirror.core;
    requires com.github.luben.zstd_jni;
    requires org.apache.commons.compress;

    exports org.channelmirror.archive;
}
