package org.channelmirror.internal.side;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.frames.LazyFrames;
import org.channelmirror.internal.index.JsonObject;
import org.channelmirror.internal.index.TextPointer;
import org.channelmirror.internal.operation.Events;
import org.channelmirror.repodata.MemberHandler;
import org.channelmirror.repodata.MemberReader;
import org.channelmirror.repodata.TextRange;

/** One {@code channeldata.json} (CEP 38), taken apart: where it tells of each package, its list of subdirs, and what else it says. */
public final class ChannelDataText implements MemberHandler {

    static final String PACKAGES = "packages";
    static final String SUBDIRS = "subdirs";

    private static final int CHUNK_BYTES = 8 << 20;
    private static final int LONGEST_NAME = 1000;

    private final Path text;
    private final LazyFrames frames;
    private final Events events;
    private final String location;
    private final List<String> subdirs = new ArrayList<>();
    private final TreeMap<String, byte[]> others = new TreeMap<>(JsonObject.NAMES);
    private Optional<Path> packages = Optional.empty();
    private boolean hasPackages;
    private boolean hasSubdirs;

    private ChannelDataText(Path text, LazyFrames frames, Events events, String location) {
        this.text = text;
        this.frames = frames;
        this.events = events;
        this.location = location;
    }

    /**
     * Takes one apart.
     *
     * @param in the text
     * @param text where it is kept as a file, or is when all of it has been read
     * @param name what scratch files are named after
     * @param location where it is from, for what is said of it
     */
    public static ChannelDataText read(
            InputStream in, Path text, Path scratch, String name, Events events, String location) throws IOException {
        try (LazyFrames frames = new LazyFrames(scratch, name, CHUNK_BYTES)) {
            ChannelDataText data = new ChannelDataText(text, frames, events, location);
            MemberReader.read(in, data);
            data.packages = frames.finish();
            return data;
        }
    }

    Path text() {
        return text;
    }

    /** The {@link TextPointer}s to what it tells of packages, by name. */
    FrameReader open() throws IOException {
        return packages.isEmpty() ? FrameReader.empty() : new FrameReader(Files.newInputStream(packages.get()));
    }

    boolean has(String member) {
        return member.equals(PACKAGES) ? hasPackages : hasSubdirs;
    }

    List<String> subdirs() {
        return subdirs;
    }

    Map<String, byte[]> others() {
        return others;
    }

    @Override
    public Reading begins(String key) {
        hasPackages |= key.equals(PACKAGES);
        hasSubdirs |= key.equals(SUBDIRS);
        return switch (key) {
            case PACKAGES -> Reading.ENTRIES;
            case SUBDIRS -> Reading.TEXTS;
            default -> Reading.WHOLE;
        };
    }

    @Override
    public void entry(String key, String name, TextRange value) throws IOException {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= LONGEST_NAME) {
            ByteBuffer frame = new TextPointer(0, value, OptionalLong.empty()).frame(0, bytes, bytes.length);
            frames.add(frame);
        }
    }

    @Override
    public void text(String key, String text) {
        subdirs.add(text);
    }

    /** Neither can be anything else than what its form is; then it is left out. */
    @Override
    public void whole(String key, byte[] value) {
        if (key.equals(PACKAGES) || key.equals(SUBDIRS)) {
            skipped(key, 0);
        } else {
            others.put(key, value);
        }
    }

    @Override
    public void skipped(String key, long members) {
        events.warn(location, "\"" + key + "\" is not carried into the mirror's file");
    }
}
