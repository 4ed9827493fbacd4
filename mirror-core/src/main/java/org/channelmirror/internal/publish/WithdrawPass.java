package org.channelmirror.internal.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.channelmirror.internal.frames.FrameMerge;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.merge.SubdirSources;
import org.channelmirror.internal.state.Holding;

/**
 * Writes the index that is published now once more, without the packages that are about to be replaced: the first of the three
 * steps in which a file changes under its name. Until the last of them it has no signatures.
 */
final class WithdrawPass {

    private final GenerationOutput output;
    private final Holding entry = new Holding();
    private long packages;
    private long bytes;

    WithdrawPass(GenerationOutput output) {
        this.output = output;
    }

    PublishPass.Counts run(SubdirSources.Catalog current, Path replacements) throws IOException {
        try (FrameMerge merge =
                new FrameMerge(List.of(current.open(), new FrameReader(Files.newInputStream(replacements))))) {
            while (merge.next()) {
                FrameReader inCatalog = merge.at(0);
                if (inCatalog != null) {
                    copy(entry.read(inCatalog), merge.at(1) != null);
                }
            }
        }
        output.finish(List.of());
        return new PublishPass.Counts(packages, bytes, 0, 0, 0, true);
    }

    private void copy(Holding held, boolean withdraw) throws IOException {
        if (held.is(Holding.PUBLISHED) && !withdraw) {
            if (held.is(Holding.REVISED)) {
                output.publishedRevised(held, held);
            }
            if (held.hasRecord()) {
                output.publishedRecord(held, held);
            }
            packages++;
            bytes += held.size();
        } else {
            held.clear(Holding.PUBLISHED);
            if (held.is(Holding.WITHDRAWN)) {
                output.removed(held);
            }
        }
        output.write(held);
    }
}
