package org.channelmirror.internal.archive;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.channelmirror.internal.index.UpstreamIndex.Variant;
import org.channelmirror.internal.shards.ShardFolder;
import org.channelmirror.internal.state.PublishedFile;
import org.channelmirror.internal.state.SubdirState;

/**
 * Which files of a subdir's index go into an archive, and which of those that come out of one are looked at. An import makes every
 * variant that the mirror publishes of the records that it comes to: it needs one that has all records, and only verifies the others.
 */
final class ArchiveIndex {

    /** Of these the first that an archive has tells what it lists. */
    private static final List<Variant> READABLE = List.of(Variant.JSON, Variant.ZST, Variant.BZ2);

    private ArchiveIndex() {}

    /** What is exported of a published index: shards are many small files, and come out the same where they are made again. */
    static List<PublishedFile> exported(SubdirState state) {
        return state.files().stream()
                .filter(file -> !ShardFolder.isPart(file.name()))
                .toList();
    }

    /** What is made for an export that has not every published package. */
    static List<Variant> made() {
        return List.of(Variant.ZST, Variant.JSON);
    }

    /** Whether an import can learn from a file what is listed. */
    static boolean isReadable(String file) {
        return READABLE.stream().anyMatch(variant -> variant.fileName().equals(file));
    }

    /** The one of the files that is read; empty if there is none. */
    static <T> Optional<Map.Entry<Variant, T>> read(Map<String, T> files) {
        return READABLE.stream()
                .filter(variant -> files.containsKey(variant.fileName()))
                .findFirst()
                .map(variant -> Map.entry(variant, files.get(variant.fileName())));
    }
}
