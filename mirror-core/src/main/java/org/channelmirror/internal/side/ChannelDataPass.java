package org.channelmirror.internal.side;

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
import org.channelmirror.internal.index.IndexText;
import org.channelmirror.internal.index.JsonObject;
import org.channelmirror.internal.index.MembersOutput;
import org.channelmirror.internal.index.TextPointer;
import org.channelmirror.internal.merge.PackageName;
import org.channelmirror.internal.merge.SubdirSources;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.model.Subdir;
import org.channelmirror.repodata.RepodataReader;
import org.jspecify.annotations.Nullable;

/**
 * Writes what several {@code channeldata.json} tell of the packages that are listed in any subdir, and of these subdirs. Of two that
 * tell of a name the first counts. Of a million packages there are some ten thousand names, which are sorted on disk.
 */
public final class ChannelDataPass {

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
    public ChannelDataPass(List<ChannelDataText> texts, Map<Subdir, SubdirSources.Catalog> catalogs, Path scratch) {
        this.texts = List.copyOf(texts);
        this.catalogs = new TreeMap<>(catalogs);
        this.scratch = scratch;
    }

    public void write(MembersOutput out) throws IOException {
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
                List<byte[]> entries = subdirs.isEmpty() ? List.of() : entries(merge, sources);
                if (!entries.isEmpty()) {
                    out.entry(name(merge.first()), narrowed(entries, subdirs));
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

    /** What the texts tell of the name at hand. */
    private static List<byte[]> entries(FrameMerge merge, List<IndexText> sources) throws IOException {
        List<byte[]> entries = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            FrameReader entry = merge.at(i);
            if (entry != null) {
                IndexText text = sources.get(i);
                text.find(TextPointer.read(entry.payload()).range());
                entries.add(Arrays.copyOfRange(text.buffer(), text.offset(), text.offset() + text.length()));
            }
        }
        return entries;
    }

    private static String name(FrameReader entry) {
        byte[] frame = entry.payload();
        return new String(frame, FrameKey.nameOffset(), FrameKey.nameLength(frame), StandardCharsets.UTF_8);
    }

    /** The first with no other subdirs than these: those that any of the entries names. */
    private static byte[] narrowed(List<byte[]> entries, Set<String> subdirs) {
        byte[] json = entries.get(0);
        Map<String, byte[]> members = RepodataReader.parts(json);
        List<String> own = subdirsOf(members);
        if (own.isEmpty()) {
            return json;
        }
        Set<String> all = new LinkedHashSet<>(own);
        for (byte[] other : entries.subList(1, entries.size())) {
            all.addAll(subdirsOf(RepodataReader.parts(other)));
        }
        all.retainAll(subdirs);
        if (List.copyOf(all).equals(own)) {
            return json;
        }
        String left = all.stream().collect(Collectors.joining(",", "[", "]"));
        members.put(ChannelDataText.SUBDIRS, left.getBytes(StandardCharsets.UTF_8));
        return JsonObject.of(members).getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> subdirsOf(Map<String, byte[]> entry) {
        byte[] listed = entry.get(ChannelDataText.SUBDIRS);
        if (listed == null || listed[0] != '[') {
            return List.of();
        }
        return RepodataReader.parts(listed).values().stream()
                .map(item -> new String(item, StandardCharsets.UTF_8))
                .toList();
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
