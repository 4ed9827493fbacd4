package org.channelmirror.internal.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.OptionalLong;
import org.channelmirror.internal.frames.FrameMerge;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.index.TextPointer;
import org.channelmirror.internal.merge.SubdirSources;
import org.channelmirror.internal.state.Holding;

/** Writes an index that was published once more, and its catalog, without the packages that leave. */
final class RewritePass {

    private final GenerationOutput output;
    private final Removals removals;
    private final Holding entry = new Holding();
    private long packages;
    private long bytes;

    RewritePass(GenerationOutput output, Removals removals) {
        this.output = output;
        this.removals = removals;
    }

    /** Takes the entries of packages that leave. */
    @FunctionalInterface
    interface Removals {
        void take(Holding entry) throws IOException;
    }

    /** Writes it; {@code leaving} are the keys of what leaves, closed when this ends. */
    PublishPass.Counts run(SubdirSources.Catalog catalog, FrameReader leaving, PublishedTail tail) throws IOException {
        FrameReader signatures = tail.signatures().isEmpty()
                ? FrameReader.empty()
                : new FrameReader(Files.newInputStream(tail.signatures().get()));
        try (FrameMerge merge = new FrameMerge(List.of(catalog.open(), leaving, signatures))) {
            while (merge.next()) {
                FrameReader inCatalog = merge.at(0);
                if (inCatalog == null) {
                    continue;
                }
                entry.read(inCatalog);
                if (merge.at(1) != null) {
                    removals.take(entry);
                } else {
                    FrameReader signature = merge.at(2);
                    if (signature != null && entry.is(Holding.PUBLISHED)) {
                        TextPointer pointer = TextPointer.read(signature.payload());
                        output.signature(entry, new TextPointer(0, pointer.range(), OptionalLong.empty()));
                    }
                    copy();
                }
            }
        }
        output.finish(List.of(tail.text()));
        return new PublishPass.Counts(packages, bytes, 0, 0, 0, false);
    }

    private void copy() throws IOException {
        if (entry.is(Holding.PUBLISHED)) {
            if (entry.is(Holding.REVISED)) {
                output.publishedRevised(entry, entry);
            }
            if (entry.hasRecord()) {
                output.publishedRecord(entry, entry);
            }
            packages++;
            bytes += entry.size();
        } else if (entry.is(Holding.WITHDRAWN)) {
            output.removed(entry);
        }
        output.write(entry);
    }
}
