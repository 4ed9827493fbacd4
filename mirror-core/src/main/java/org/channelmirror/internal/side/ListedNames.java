package org.channelmirror.internal.side;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.channelmirror.internal.frames.FrameKey;
import org.channelmirror.internal.frames.FrameMerge;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.frames.FrameWriter;
import org.channelmirror.internal.frames.LazyFrames;
import org.channelmirror.internal.merge.SubdirSources;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.internal.state.Origins;
import org.channelmirror.model.PackageFormat;

/**
 * The packages that a published index names, in sorted frames: behind the key of each come its {@link Holding}'s flags and the number
 * of the channel that it is from.
 */
public final class ListedNames {

    private static final int CHUNK_BYTES = 8 << 20;

    private final Path scratch;
    private final String name;
    private final Path names;
    private boolean hasRetained;

    private ListedNames(Path scratch, String name) {
        this.scratch = scratch;
        this.name = name;
        this.names = scratch.resolve(name + "-names");
    }

    public static ListedNames of(SubdirSources.Catalog catalog, Path scratch, String name) throws IOException {
        ListedNames listed = new ListedNames(scratch, name);
        listed.read(catalog);
        return listed;
    }

    /** The packages of which a file beside the index may tell. */
    public static ListedNames of(SideFile side, SubdirSources.Catalog catalog, Path scratch) throws IOException {
        ListedNames listed = of(catalog, scratch, "listed");
        return side.tellsOfTwins() ? listed.withTwins(catalog) : listed;
    }

    private void read(SubdirSources.Catalog catalog) throws IOException {
        Holding entry = new Holding();
        try (FrameReader frames = catalog.open();
                FrameWriter out = new FrameWriter(Files.newOutputStream(names))) {
            while (frames.next()) {
                entry.read(frames);
                if (entry.is(Holding.PUBLISHED | Holding.WITHDRAWN)) {
                    hasRetained |= entry.is(Holding.PUBLISHED) && entry.origin() == Origins.NO_CHANNEL;
                    out.write(frame(entry.section(), entry.fileName(), entry));
                }
            }
            out.finish();
        }
    }

    private static ByteBuffer frame(PackageFormat format, byte[] file, Holding entry) {
        ByteBuffer frame = ByteBuffer.allocate(3 + file.length + 2);
        FrameKey.put(frame, format, file);
        int flags = (entry.is(Holding.PUBLISHED) ? Holding.PUBLISHED : 0)
                | (entry.is(Holding.WITHDRAWN) ? Holding.WITHDRAWN : 0);
        return frame.put((byte) flags).put((byte) entry.origin()).flip();
    }

    /** Whether a package is listed here that no channel listed when the index was made. */
    boolean hasRetained() {
        return hasRetained;
    }

    FrameReader open() throws IOException {
        return new FrameReader(Files.newInputStream(names));
    }

    /** The same with every package that is listed in the new format listed in the old one, too. */
    ListedNames withTwins(SubdirSources.Catalog catalog) throws IOException {
        ListedNames both = new ListedNames(scratch, name + "-twins");
        both.hasRetained = hasRetained;
        Holding entry = new Holding();
        try (LazyFrames twins = new LazyFrames(scratch, name + "-twin", CHUNK_BYTES)) {
            try (FrameReader frames = catalog.open()) {
                while (frames.next()) {
                    entry.read(frames);
                    if (entry.is(Holding.PUBLISHED) && entry.section() == PackageFormat.CONDA) {
                        String twin = entry.name().stem() + PackageFormat.TAR_BZ2.suffix();
                        twins.add(frame(PackageFormat.TAR_BZ2, twin.getBytes(StandardCharsets.US_ASCII), entry));
                    }
                }
            }
            try (FrameMerge merge = new FrameMerge(List.of(open(), twins.open()));
                    FrameWriter out = new FrameWriter(Files.newOutputStream(both.names))) {
                while (merge.next()) {
                    FrameReader listed = merge.at(0);
                    FrameReader from = listed != null && is(listed, Holding.PUBLISHED) ? listed : merge.last();
                    out.write(from.payload(), 0, from.length());
                }
                out.finish();
            }
            twins.discard();
        }
        return both;
    }

    /** Whether the package at hand has a flag. */
    static boolean is(FrameReader listed, int flag) {
        return (listed.payload()[FrameKey.end(listed.payload())] & flag) != 0;
    }

    /** The number of the channel that the package at hand is from. */
    static int origin(FrameReader listed) {
        return listed.payload()[FrameKey.end(listed.payload()) + 1] & 0xff;
    }
}
