package org.channelmirror.internal.merge;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.channelmirror.internal.index.JsonObject;
import org.channelmirror.model.Subdir;

/**
 * What a published index says besides its records: upstream's own members, as they are to stand in the mirror's index.
 *
 * @param info the members of {@code info}
 * @param others the other top-level members
 * @param extensions which of the sections that an index need not have there are
 */
public record IndexHeader(TreeMap<String, byte[]> info, TreeMap<String, byte[]> others, Set<Extension> extensions) {

    private static final String VERSION = "repodata_version";
    private static final String REVISIONS = "repodata_revisions";

    /** Sections that an index need not have. */
    public enum Extension {
        SIGNATURES,
        V3
    }

    /** The header of an index that upstream does not have. */
    public static IndexHeader empty(Subdir subdir) {
        return of(subdir, Map.of(), Map.of(), Set.of());
    }

    /**
     * Upstream's header for a mirror. Packages are beside the index here, so {@code base_url} goes, and with it version 2, which says
     * no more than that there is one (CEP 15) and would shut old clients out for nothing; {@code v3} needs no version (CEP 48).
     * Other versions are upstream's to say. CEP 36 has the version in {@code info}, every server at the top: it stays where it is, and
     * stands at the top too, where clients look.
     */
    public static IndexHeader of(
            Subdir subdir,
            Map<String, byte[]> upstreamInfo,
            Map<String, byte[]> upstreamOthers,
            Set<Extension> extensions) {
        TreeMap<String, byte[]> info = sorted(upstreamInfo);
        TreeMap<String, byte[]> others = sorted(upstreamOthers);
        others.putIfAbsent(VERSION, info.getOrDefault(VERSION, json("1")));
        if (info.remove("base_url") != null) {
            info.computeIfPresent(VERSION, (key, version) -> withoutBaseUrl(version));
            others.computeIfPresent(VERSION, (key, version) -> withoutBaseUrl(version));
        }
        info.put("subdir", json('"' + subdir.name() + '"'));
        return new IndexHeader(info, others, extensions);
    }

    public IndexHeader {
        extensions = Set.copyOf(extensions);
    }

    public boolean has(Extension extension) {
        return extensions.contains(extension);
    }

    /** The header of what several channels list together: of each member the first channel's, but the highest version. */
    public static IndexHeader joined(Subdir subdir, List<IndexHeader> headers) {
        TreeMap<String, byte[]> info = sorted(Map.of());
        TreeMap<String, byte[]> others = sorted(Map.of());
        EnumSet<Extension> extensions = EnumSet.noneOf(Extension.class);
        for (IndexHeader header : headers) {
            header.info().forEach((key, value) -> info.merge(key, value, higher(key)));
            header.others().forEach((key, value) -> others.merge(key, value, higher(key)));
            extensions.addAll(header.extensions());
        }
        return headers.isEmpty() ? empty(subdir) : new IndexHeader(info, others, extensions);
    }

    private static BinaryOperator<byte[]> higher(String key) {
        return (first, next) -> key.equals(VERSION) && version(next) > version(first) ? next : first;
    }

    private static long version(byte[] json) {
        String text = new String(json, StandardCharsets.UTF_8);
        return text.matches("\\d{1,9}") ? Long.parseLong(text) : 0;
    }

    /** The header of an index that lists this in {@code v3}. */
    public IndexHeader counting(RevisedCount count) {
        TreeMap<String, byte[]> counted = sorted(info);
        counted.computeIfPresent(REVISIONS, (key, value) -> RepodataRevisions.recounted(value, count));
        EnumSet<Extension> all = EnumSet.noneOf(Extension.class);
        all.addAll(extensions);
        if (count.packages() > 0) {
            all.add(Extension.V3);
        }
        return new IndexHeader(counted, others, all);
    }

    private static byte[] withoutBaseUrl(byte[] version) {
        return new String(version, StandardCharsets.UTF_8).equals("2") ? json("1") : version;
    }

    private static TreeMap<String, byte[]> sorted(Map<String, byte[]> members) {
        TreeMap<String, byte[]> sorted = new TreeMap<>(JsonObject.NAMES);
        sorted.putAll(members);
        return sorted;
    }

    private static byte[] json(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
