package org.channelmirror.internal.upstream;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.channelmirror.internal.frames.FrameWriter;
import org.channelmirror.internal.index.UpstreamRecord;
import org.channelmirror.internal.merge.AccountPackages;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.shards.KeptHead;
import org.channelmirror.internal.shards.RecordFacts;
import org.channelmirror.internal.table.Reasons;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.repodata.RawRecord;
import org.channelmirror.repodata.RecordReader;
import org.channelmirror.repodata.Section;

/**
 * The {@link UpstreamRecord}s of an index that is put together. They say the same of a record at each run only where nothing is asked
 * about it but that it is there: of one channel, of which everything is selected.
 */
final class KeptFacts implements RecordFacts, AutoCloseable {

    private static final int TAR_BZ2 = 0;

    private final FrameWriter out;
    private final RecordReader reader = new RecordReader();
    private final ByteBuffer frame = ByteBuffer.allocate(512);

    KeptFacts(OutputStream out) throws IOException {
        this.out = new FrameWriter(out);
    }

    /** Whether a request can do with them. */
    static KeptHead.Facts wanted(SyncContext context) {
        boolean isPlain = context.channels().size() == 1
                && context.request().packages().isEverything()
                && !context.request().packages().needsFirstSeen()
                && !AccountPackages.areNeeded(context.request());
        return isPlain ? KeptHead.Facts.KEPT : KeptHead.Facts.NONE;
    }

    @Override
    public byte[] find(int section, byte[] fileName, byte[] json, int offset, int length) {
        PackageFormat format = section == TAR_BZ2 ? PackageFormat.TAR_BZ2 : PackageFormat.CONDA;
        String name = new String(fileName, StandardCharsets.US_ASCII);
        Section of = section == TAR_BZ2 ? Section.PACKAGES : Section.PACKAGES_CONDA;
        RawRecord record = reader.read(of, name, json, offset, length);
        ByteBuffer found = UpstreamRecord.encode(frame, record, format, 0, UpstreamRecord.SELECTED, Reasons.NONE);
        byte[] facts = new byte[found.remaining()];
        found.get(facts);
        return facts;
    }

    @Override
    public int stands(byte[] facts, int offset, int length, long at) throws IOException {
        byte[] placed = Arrays.copyOfRange(facts, offset, offset + length);
        int size = UpstreamRecord.place(placed, at);
        out.write(placed, 0, length);
        return size;
    }

    /** Ends them; answers how many there are. */
    long finish() throws IOException {
        out.finish();
        return out.count();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
