package org.channelmirror.testkit.upstream;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Arrays;

/** A file to be served, as it is at this moment. */
record Resource(long size, String etag, Instant lastModified, Opener content) {

    static Resource of(byte[] bytes, Instant lastModified) {
        String etag = "\"" + bytes.length + "-" + Integer.toHexString(Arrays.hashCode(bytes)) + "\"";
        return new Resource(bytes.length, etag, lastModified, () -> new ByteArrayInputStream(bytes));
    }

    static Resource of(Path file, BasicFileAttributes attributes) {
        Instant time = attributes.lastModifiedTime().toInstant();
        String etag = "\"" + attributes.size() + "-" + time.getEpochSecond() + "." + time.getNano() + "\"";
        return new Resource(attributes.size(), etag, time, () -> Files.newInputStream(file));
    }

    /** A part of it, with the validators of the whole. */
    Resource part(long first, long length) {
        return new Resource(length, etag, lastModified, () -> {
            InputStream in = content.open();
            in.skipNBytes(first);
            return in;
        });
    }

    /** Opens the content from its beginning. */
    interface Opener {
        InputStream open() throws IOException;
    }
}
