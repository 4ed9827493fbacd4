package org.channelmirror.server;

import org.channelmirror.api.Visibility;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;

/** What a file of a channel is to its readers, by its name. */
@SuppressWarnings("ImmutableEnumChecker") // a field that is encoded before is never changed
enum FileKind {
    /** Changes with every sync. */
    INDEX("max-age=60"),
    /** Never changes under its name. */
    PACKAGE("max-age=31536000, immutable"),
    /** Named by its content. */
    SHARD("max-age=31536000, immutable");

    private static final String JSON = ".json";

    private final HttpField everybody;
    private final HttpField holders;

    FileKind(String cacheControl) {
        everybody = new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "public, " + cacheControl);
        holders = new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "private, " + cacheControl);
    }

    static FileKind of(String fileName) {
        if (fileName.endsWith(".conda") || fileName.endsWith(".tar.bz2")) {
            return PACKAGE;
        }
        return fileName.endsWith(".msgpack.zst") && !fileName.startsWith("repodata") ? SHARD : INDEX;
    }

    /** Whether a file is plain JSON, the only thing that is sent compressed, to those who ask. */
    static boolean isPlainJson(String fileName) {
        return fileName.endsWith(JSON);
    }

    HttpField cacheControl(Visibility visibility) {
        return visibility == Visibility.PUBLIC ? everybody : holders;
    }
}
