package org.channelmirror.internal.side;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.channelmirror.internal.frames.FrameKey;
import org.channelmirror.internal.frames.LazyFrames;
import org.channelmirror.internal.index.JsonObject;
import org.channelmirror.internal.index.TextPointer;
import org.channelmirror.internal.operation.Events;
import org.channelmirror.internal.side.SideFile.Treatment;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.repodata.MemberHandler;
import org.channelmirror.repodata.MemberReader;
import org.channelmirror.repodata.TextRange;

/** Takes a text of a side file apart in one pass: where the parts of the members stand that are filtered, and the other members. */
public final class SideIngest implements MemberHandler {

    private static final int CHUNK_BYTES = 8 << 20;
    private static final TextRange NOWHERE = new TextRange(0, 0, TextRange.Layout.COMPACT);

    private final SideFile side;
    private final Path scratch;
    private final String name;
    private final Events events;
    private final String location;
    private final TreeMap<String, LazyFrames> filtered = new TreeMap<>(JsonObject.NAMES);
    private final TreeMap<String, byte[]> others = new TreeMap<>(JsonObject.NAMES);

    private SideIngest(SideFile side, Path scratch, String name, Events events, String location) {
        this.side = side;
        this.scratch = scratch;
        this.name = name;
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
    public static SideText read(
            SideFile side,
            InputStream in,
            Path text,
            int origin,
            Path scratch,
            String name,
            Events events,
            String location)
            throws IOException {
        SideIngest ingest = new SideIngest(side, scratch, name, events, location);
        try {
            MemberReader.read(in, ingest);
            Map<String, Optional<Path>> frames = new HashMap<>();
            for (Map.Entry<String, LazyFrames> entry : ingest.filtered.entrySet()) {
                frames.put(entry.getKey(), entry.getValue().finish());
            }
            return new SideText(origin, text, frames, ingest.others);
        } finally {
            for (LazyFrames frames : ingest.filtered.values()) {
                frames.close();
            }
        }
    }

    @Override
    public Reading begins(String key) {
        Treatment treatment = side.treatment(key);
        if (treatment == Treatment.CARRIED) {
            return Reading.WHOLE;
        }
        if (treatment == Treatment.DROPPED) {
            return Reading.OVER;
        }
        others.remove(key);
        filtered.computeIfAbsent(key, member -> new LazyFrames(scratch, name + "-" + filtered.size(), CHUNK_BYTES));
        return treatment == Treatment.LISTED_ENTRIES ? Reading.ENTRIES : Reading.TEXTS;
    }

    @Override
    public void entry(String key, String file, TextRange value) throws IOException {
        add(key, file, value);
    }

    @Override
    public void text(String key, String text) throws IOException {
        add(key, text, NOWHERE);
    }

    /** What cannot be a package's name is not listed either. */
    private void add(String key, String file, TextRange value) throws IOException {
        LazyFrames frames = filtered.get(key);
        if (frames != null && PackageFileName.isValid(file)) {
            byte[] text = file.getBytes(StandardCharsets.US_ASCII);
            int section = FrameKey.number(PackageFormat.of(file).orElseThrow());
            frames.add(new TextPointer(0, value, OptionalLong.empty()).frame(section, text, text.length));
        }
    }

    @Override
    public void whole(String key, byte[] value) {
        filtered.remove(key);
        others.put(key, value);
    }

    @Override
    public void skipped(String key, long members) {
        if (members > 0 || side.treatment(key) != Treatment.DROPPED) {
            String of = members > 0 ? " with " + members + " members" : "";
            events.warn(location, "\"" + key + "\"" + of + " is not carried into the mirror's file");
        }
    }
}
