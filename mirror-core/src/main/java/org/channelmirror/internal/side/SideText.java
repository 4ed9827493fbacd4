package org.channelmirror.internal.side;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.index.TextPointer;

/**
 * One text of a side file, taken apart.
 *
 * @param origin the number of the channel that it is from
 * @param text the uncompressed text
 * @param filtered for each member that is filtered the {@link TextPointer}s to its parts, sorted by package; empty if it has none
 * @param others the other members
 */
public record SideText(int origin, Path text, Map<String, Optional<Path>> filtered, SortedMap<String, byte[]> others) {

    FrameReader open(String member) throws IOException {
        Optional<Path> frames = filtered.getOrDefault(member, Optional.empty());
        return frames.isEmpty() ? FrameReader.empty() : new FrameReader(Files.newInputStream(frames.get()));
    }
}
