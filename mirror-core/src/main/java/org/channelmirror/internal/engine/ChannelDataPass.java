package org.channelmirror.internal.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.channelmirror.internal.frames.FrameKey;
import org.channelmirror.internal.frames.FrameMerge;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.frames.LazyFrames;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.model.Subdir;
import org.channelmirror.repodata.RepodataReader;
import org.jspecify.annotations.Nullable;

/**
 * Writes what several {@code channeldata.json} tell of the packages that are listed in any subdir, and of these subdirs. Of two that
 * tell of a name the first counts. Of a million packages there are some ten thousand names, which are sorted on disk.
 */
final class ChannelDataPass {

    private static final int CHUNK_BYTES = 4 << 20;

    private final List<ChannelDataText> texts;
    private final Map<Subdir, SubdirSources.Catalog> catalogs;
    private final Path scratch;

    /**
     * Begins.
     *
     * @param texts in the order of priority
     * @param catalogs what is listed in each subdir
     */
    ChannelDataPass(List<ChannelDataText> texts, Map<Subdir, SubdirSources.Catalog> catalogs, Path scratch) {
        this.texts = List.copyOf(texts);
        this.catalogs = new TreeMap<>(catalogs);
        this.scratch = scratch;
    }

    void write(MembersOutput out) throws IOException {
        TreeMap<String, byte[]> members = new TreeMap<>(JsonObject.NAMES);
        for (String filtered : List.of(ChannelDataText.PACKAGES, ChannelDataText.SUBDIRS)) {
            if (texts.stream().anyMatch(text -> text.has(filtered))) {
                members.put(filtered, new byte[0]);
            }
        }
        texts.forEach(text -> text.others().forEach(members::putIfAbsent));
        for (Map.Entry<String, byte[]> member : members.entrySet()) {
            switch (member.getKey()) {
                case ChannelDataText.PACKAGES -> packages(out);
                case ChannelDataText.SUBDIRS -> out.value(ChannelDataText.SUBDIRS, subdirs());
                default -> out.value(member.getKey(), member.getValue());
            }
        }
        out.finish();
    }

    private byte[] subdirs() {
        Set<String> listed = new LinkedHashSet<>();
        texts.forEach(text -> listed.addAll(text.subdirs()));
        Set<String> mirrored = catalogs.keySet().stream().map(Subdir::name).collect(Collectors.toSet());
        return listed.stream()
                .filter(mirrored::contains)
                .map(JsonObject::quoted)
                .collect(Collectors.joining(",", "[", "]"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private void packages(MembersOutput out) throws IOException {
        out.object(ChannelDataText.PACKAGES);
        List<FrameReader> readers = new ArrayList<>();
        List<IndexText> sources = new ArrayList<>();
        for (ChannelDataText text : texts) {
            readers.add(text.open());
            sources.add(new IndexText(text.text()));
        }
        for (Map.Entry<Subdir, SubdirSources.Catalog> entry : catalogs.entrySet()) {
            readers.add(names(entry.getKey(), entry.getValue()));
        }
        try (FrameMerge merge = new FrameMerge(readers)) {
            while (merge.next()) {
                Set<String> subdirs = listedIn(merge);
                FrameReader entry = merge.first();
                int source = 0;
                while (source < texts.size() && merge.at(source) == null) {
                    source++;
                }
                if (source < texts.size() && !subdirs.isEmpty()) {
                    write(entry, sources.get(source), subdirs, out);
                }
            }
        } finally {
            for (IndexText source : sources) {
                source.close();
            }
        }
        out.end();
    }

    private Set<String> listedIn(FrameMerge merge) {
        Set<String> subdirs = new LinkedHashSet<>();
        int number = texts.size();
        for (Subdir subdir : catalogs.keySet()) {
            if (merge.at(number) != null) {
                subdirs.add('"' + subdir.name() + '"');
            }
            number++;
        }
        return subdirs;
    }

    private static void write(FrameReader entry, IndexText text, Set<String> subdirs, MembersOutput out)
            throws IOException {
        byte[] frame = entry.payload();
        int length = FrameKey.nameLength(frame);
        String name = new String(frame, FrameKey.nameOffset(), length, StandardCharsets.UTF_8);
        text.find(TextPointer.read(frame).range());
        byte[] json = Arrays.copyOfRange(text.buffer(), text.offset(), text.offset() + text.length());
        out.entry(name, narrowed(json, subdirs));
    }

    /** The same with no other subdirs than these. */
    private static byte[] narrowed(byte[] json, Set<String> subdirs) {
        Map<String, byte[]> members = RepodataReader.parts(json);
        byte[] listed = members.get(ChannelDataText.SUBDIRS);
        if (listed == null || listed[0] != '[') {
            return json;
        }
        List<String> all = RepodataReader.parts(listed).values().stream()
                .map(item -> new String(item, StandardCharsets.UTF_8))
                .toList();
        if (subdirs.containsAll(all)) {
            return json;
        }
        String left = all.stream().filter(subdirs::contains).collect(Collectors.joining(",", "[", "]"));
        members.put(ChannelDataText.SUBDIRS, left.getBytes(StandardCharsets.UTF_8));
        return JsonObject.of(members).getBytes(StandardCharsets.UTF_8);
    }

    /** The names of the packages that a subdir lists, sorted. */
    private FrameReader names(Subdir subdir, SubdirSources.Catalog catalog) throws IOException {
        try (LazyFrames names = new LazyFrames(scratch, subdir + "-names-listed", CHUNK_BYTES);
                FrameReader frames = catalog.open()) {
            Holding entry = new Holding();
            @Nullable String last = null;
            while (frames.next()) {
                if (entry.read(frames).is(Holding.PUBLISHED)) {
                    String name = PackageName.of("", entry.name().value());
                    if (!name.equals(last)) {
                        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
                        ByteBuffer frame = ByteBuffer.allocate(3 + bytes.length);
                        FrameKey.put(frame, 0, bytes, bytes.length);
                        names.add(frame.flip());
                        last = name;
                    }
                }
            }
            return names.open();
        }
    }
}
