package org.channelmirror.storage;

import java.io.InputStream;
import java.util.List;
import org.channelmirror.spi.ByteRange;

/** Bytes in chunks that nobody changes any more. */
record MemoryContent(List<byte[]> chunks, long size) {

    InputStream open(ByteRange range) {
        return new MemoryStream(chunks.iterator(), range);
    }
}
