package org.channelmirror.internal.merge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.channelmirror.internal.frames.FrameWriter;
import org.channelmirror.internal.index.IndexText;

/** Walks over the files that the indexes of a subdir list, with their text at hand. */
final class UpstreamFiles implements AutoCloseable {

    private final SourceMerge merge;
    private final UpstreamFile file = new UpstreamFile();
    private final List<IndexText> texts = new ArrayList<>();

    UpstreamFiles(List<IngestedIndex> indexes, Path scratch) throws IOException {
        Path nothing = scratch.resolve("no-journal");
        try (FrameWriter none = new FrameWriter(Files.newOutputStream(nothing))) {
            none.finish();
        }
        this.merge = new SubdirSources(indexes, SubdirSources.Catalog.EMPTY, nothing).merge();
        for (IngestedIndex index : indexes) {
            texts.add(new IndexText(index.text()));
        }
    }

    /** Goes to the next file of which there is a record; false when all have ended. */
    boolean next() throws IOException {
        while (merge.next()) {
            if (file.find(merge) || file.isOutranked()) {
                return true;
            }
        }
        return false;
    }

    /** The file at hand; an outranked one is nobody's to decide on. */
    UpstreamFile file() {
        return file;
    }

    /** The frames of all channels for it. */
    SourceMerge merge() {
        return merge;
    }

    /** The text of the index that it is taken from. */
    IndexText text() {
        return texts.get(file.source());
    }

    @Override
    public void close() throws IOException {
        try (merge) {
            for (IndexText text : texts) {
                text.close();
            }
        }
    }
}
