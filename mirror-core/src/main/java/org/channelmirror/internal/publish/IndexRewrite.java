package org.channelmirror.internal.publish;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.index.LocalText;
import org.channelmirror.internal.merge.RevisedCount;
import org.channelmirror.internal.merge.SubdirSources;
import org.channelmirror.internal.operation.Workplace;
import org.channelmirror.internal.publish.GenerationPublisher.Generation;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.StoragePath;

/** Stages an index that was published somewhere once more, in the forms that are published now. No upstream is asked. */
public final class IndexRewrite {

    private IndexRewrite() {}

    /**
     * Stages it.
     *
     * @param listed a catalog that points into {@code text}
     * @param text a {@code repodata.json} that this mirror wrote
     */
    public static Generation stage(
            Workplace work,
            GenerationPublisher generations,
            SubdirSources.Catalog listed,
            StoragePath text,
            Optional<SubdirState> previous,
            Subdir subdir)
            throws IOException {
        Path local = LocalText.of(work.storage(), text, work.scratch(), subdir + "-published.json");
        PublishedTail tail = PublishedTail.read(local, subdir, work.scratch());
        RevisedCount count = RevisedCount.ofWithdrawal(listed, FrameReader.empty());
        return generations.write(
                tail.header(),
                count,
                previous,
                text,
                output -> new RewritePass(output, IndexRewrite::refuse).run(listed, FrameReader.empty(), tail));
    }

    private static void refuse(Holding entry) {
        throw new IllegalStateException(entry.name() + " was not to leave");
    }
}
