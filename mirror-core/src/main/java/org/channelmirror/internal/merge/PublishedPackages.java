package org.channelmirror.internal.merge;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.channelmirror.internal.table.Reasons;
import org.channelmirror.internal.table.TableBuilder;
import org.channelmirror.internal.table.Verdicts;
import org.channelmirror.model.Subdir;
import org.channelmirror.repodata.RawRecord;
import org.channelmirror.repodata.RepodataHandler;
import org.channelmirror.repodata.RepodataReader;
import org.channelmirror.repodata.Section;
import org.channelmirror.spi.Decision.Verdict;

/** Takes what is published here for what is selected: of a subdir of which upstream has nothing new. */
final class PublishedPackages implements RepodataHandler {

    private final Subdir subdir;
    private final TableBuilder builder;
    private final Verdicts verdicts;

    private PublishedPackages(Subdir subdir, TableBuilder builder, Verdicts verdicts) {
        this.subdir = subdir;
        this.builder = builder;
        this.verdicts = verdicts;
    }

    static void read(InputStream index, Subdir subdir, TableBuilder builder, Verdicts verdicts) throws IOException {
        RepodataReader.read(index, new PublishedPackages(subdir, builder, verdicts));
    }

    /** What {@code v3} lists beside is listed above too, or needs what only its clients read. */
    @Override
    public void record(RawRecord record) {
        if (record.section().revision() == Section.Revision.FIRST) {
            byte[] name = record.fileName().getBytes(StandardCharsets.UTF_8);
            builder.addNeeds(record);
            builder.add(subdir, record, 0, ByteBuffer.wrap(name));
            verdicts.add(Verdict.ACCEPTED, Reasons.NONE);
        }
    }
}
