package org.channelmirror.internal.publish;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.channelmirror.internal.frames.FrameKey;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.index.IndexText;
import org.channelmirror.internal.index.JsonObject;
import org.channelmirror.internal.index.MembersOutput;
import org.channelmirror.internal.index.TextForm;
import org.channelmirror.internal.index.TextPointer;
import org.channelmirror.internal.merge.IndexHeader;
import org.channelmirror.internal.merge.SubdirSources;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.model.Subdir;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code current_repodata.json}, which conda's classic solver reads first: the part of the index that is enough for nearly
 * everybody. Its records are those of the index, byte for byte.
 */
final class CurrentRepodata {

    static final String FILE_NAME = "current_repodata.json";
    static final List<TextForm> FORMS = List.of(TextForm.ZST, TextForm.PLAIN);

    private static final List<String> SECTIONS = List.of("packages", "packages.conda");
    private static final String REMOVED = "removed";
    private static final String INFO = "info";

    private final Subdir subdir;
    private final SubdirSources.Catalog catalog;
    private final Path text;
    private final Path scratch;

    /**
     * Takes an index.
     *
     * @param catalog the catalog that belongs to it
     * @param text its uncompressed text
     */
    CurrentRepodata(Subdir subdir, SubdirSources.Catalog catalog, Path text, Path scratch) {
        this.subdir = subdir;
        this.catalog = catalog;
        this.text = text;
        this.scratch = scratch;
    }

    /** Writes it; {@code header} is that of the index. */
    void write(IndexHeader header, StagedText target) throws IOException {
        target.fill(out -> write(header, new MembersOutput(out)));
    }

    private void write(IndexHeader header, MembersOutput members) throws IOException {
        try (CurrentSelection selection = new CurrentSelection(subdir, text, scratch, subdir + "-current");
                IndexText records = new IndexText(text);
                FrameReader selected = selection.select(catalog)) {
            NavigableMap<String, byte[]> pending = pending(header);
            boolean hasNext = selected.next();
            for (String section : SECTIONS) {
                flush(pending, section, members);
                members.object(section);
                int number = SECTIONS.indexOf(section);
                while (hasNext && FrameKey.number(selected.payload()) == number) {
                    write(selected, records, members);
                    hasNext = selected.next();
                }
                members.end();
            }
            flush(pending, REMOVED, members);
            writeRemoved(members);
            flush(pending, null, members);
            members.finish();
        }
    }

    /** What is said of packages that only newer clients know is not in it. */
    private static NavigableMap<String, byte[]> pending(IndexHeader header) {
        TreeMap<String, byte[]> info = new TreeMap<>(header.info());
        info.remove("repodata_revisions");
        TreeMap<String, byte[]> pending = new TreeMap<>(JsonObject.NAMES);
        pending.putAll(header.others());
        pending.put(INFO, JsonObject.of(info).getBytes(StandardCharsets.UTF_8));
        return pending;
    }

    private static void flush(NavigableMap<String, byte[]> pending, @Nullable String before, MembersOutput out)
            throws IOException {
        while (!pending.isEmpty() && (before == null || JsonObject.NAMES.compare(pending.firstKey(), before) < 0)) {
            var next = pending.pollFirstEntry();
            out.value(next.getKey(), next.getValue());
        }
    }

    private static void write(FrameReader selected, IndexText records, MembersOutput out) throws IOException {
        byte[] frame = selected.payload();
        records.find(TextPointer.read(frame).range());
        int length = FrameKey.nameLength(frame);
        out.entry(frame, FrameKey.nameOffset(), length, records.buffer(), records.offset(), records.length());
    }

    private void writeRemoved(MembersOutput out) throws IOException {
        out.list(REMOVED);
        Holding entry = new Holding();
        try (FrameReader frames = catalog.open()) {
            while (frames.next()) {
                if (entry.read(frames).is(Holding.WITHDRAWN)) {
                    byte[] name = entry.fileName();
                    out.item(name, 0, name.length);
                }
            }
        }
        out.end();
    }
}
