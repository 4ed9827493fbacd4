package org.channelmirror.internal.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.channelmirror.internal.frames.FrameKey;
import org.channelmirror.internal.frames.FrameMerge;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.frames.FrameWriter;
import org.channelmirror.internal.state.Holding;

/**
 * Writes the index that is published now once more, without the packages that are about to be replaced: the first of the three
 * steps in which a file changes under its name.
 */
final class WithdrawPass {

    private final RepodataOutput index;
    private final FrameWriter catalog;
    private final PublishedRecords before;
    private final Holding entry = new Holding();
    private final List<String> removed = new ArrayList<>();
    private long packages;
    private long bytes;

    WithdrawPass(RepodataOutput index, FrameWriter catalog, PublishedRecords before) {
        this.index = index;
        this.catalog = catalog;
        this.before = before;
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
        removed.sort(null);
        index.finish(removed);
        catalog.finish();
        return new PublishPass.Counts(packages, bytes, 0, 0, 0, 0);
    }

    private void copy(Holding held, boolean withdraw) throws IOException {
        if (held.is(Holding.PUBLISHED) && !withdraw) {
            byte[] json = before.read(held);
            byte[] name = held.payload().array();
            long at = index.record(
                    held.section(), name, FrameKey.nameOffset(), FrameKey.nameLength(name), json, 0, json.length);
            held.record(at, json.length);
            packages++;
            bytes += held.size();
        } else {
            held.clear(Holding.PUBLISHED);
            if (held.is(Holding.WITHDRAWN)) {
                removed.add(held.name().value());
            }
        }
        catalog.write(held.payload());
    }
}
