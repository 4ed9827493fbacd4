package org.channelmirror.internal.index;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * The records of an index whose text was put together of pieces that were read before.
 *
 * @param records their {@link UpstreamRecord}s, sorted, all of them selected
 * @param count how many there are
 * @param opening the members before them, as JSON without the braces
 */
@SuppressWarnings("ArrayRecordComponent")
public record FoundRecords(Path records, long count, byte[] opening) {

    /** The index without its records. */
    public InputStream head() {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.write('{');
        head.writeBytes(opening);
        head.write('}');
        return new ByteArrayInputStream(head.toByteArray());
    }
}
