package org.channelmirror.internal.engine;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.channelmirror.model.Subdir;

/**
 * What a published index says besides its records: upstream's own members, as they are to stand in the mirror's index.
 *
 * @param info the members of {@code info}
 * @param others the other top-level members
 */
record IndexHeader(TreeMap<String, byte[]> info, TreeMap<String, byte[]> others) {

    private static final String VERSION = "repodata_version";

    /** The header of an index that upstream does not have. */
    static IndexHeader empty(Subdir subdir) {
        return of(subdir, Map.of(), Map.of());
    }

    /**
     * Upstream's header for a mirror: packages are beside the index here, so {@code base_url} goes, and with it version 2, which
     * says no more than that there is one.
     */
    static IndexHeader of(Subdir subdir, Map<String, byte[]> upstreamInfo, Map<String, byte[]> upstreamOthers) {
        TreeMap<String, byte[]> info = new TreeMap<>(upstreamInfo);
        TreeMap<String, byte[]> others = new TreeMap<>(upstreamOthers);
        byte[] nested = info.remove(VERSION);
        byte[] version = others.getOrDefault(VERSION, nested == null ? json("1") : nested);
        if (info.remove("base_url") != null && new String(version, StandardCharsets.UTF_8).equals("2")) {
            version = json("1");
        }
        others.put(VERSION, version);
        info.put("subdir", json('"' + subdir.name() + '"'));
        return new IndexHeader(info, others);
    }

    /** The header of what several channels list together: of each member the first channel's, but the highest version. */
    static IndexHeader first(Subdir subdir, List<IndexHeader> headers) {
        TreeMap<String, byte[]> info = new TreeMap<>();
        TreeMap<String, byte[]> others = new TreeMap<>();
        for (IndexHeader header : headers) {
            header.info().forEach(info::putIfAbsent);
            header.others()
                    .forEach((key, value) -> others.merge(
                            key,
                            value,
                            (first, next) -> key.equals(VERSION) && version(next) > version(first) ? next : first));
        }
        return headers.isEmpty() ? empty(subdir) : new IndexHeader(info, others);
    }

    private static long version(byte[] json) {
        String text = new String(json, StandardCharsets.UTF_8);
        return text.matches("\\d{1,9}") ? Long.parseLong(text) : 0;
    }

    private static byte[] json(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
