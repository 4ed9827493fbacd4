package org.channelmirror.internal.side;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.channelmirror.internal.index.JsonObject;
import org.channelmirror.internal.merge.IndexHeader;
import org.channelmirror.internal.upstream.ChannelRelations;
import org.channelmirror.model.Subdir;
import org.channelmirror.repodata.RepodataReader;

/** What a side file says besides its packages. */
public final class SideHeader {

    private static final String INFO = "info";

    private SideHeader() {}

    /** Of each member the first text's; unpatched records are an index like any other. */
    public static SortedMap<String, byte[]> of(SideFile side, Subdir subdir, List<SideText> texts) {
        TreeMap<String, byte[]> members = new TreeMap<>(JsonObject.NAMES);
        for (SideText text : texts) {
            text.others().forEach(members::putIfAbsent);
        }
        texts.forEach(text -> text.filtered().keySet().forEach(members::remove));
        return side == SideFile.FROM_PACKAGES ? ofIndex(subdir, members) : members;
    }

    private static SortedMap<String, byte[]> ofIndex(Subdir subdir, SortedMap<String, byte[]> members) {
        TreeMap<String, byte[]> others = new TreeMap<>(members);
        byte[] info = others.remove(INFO);
        Map<String, byte[]> upstream = info == null ? new TreeMap<>() : RepodataReader.parts(info);
        // Nobody takes this file for the index, whose relations are the ones that count.
        upstream.remove(ChannelRelations.KEY);
        IndexHeader header = IndexHeader.of(subdir, upstream, others, Set.of());
        TreeMap<String, byte[]> all = header.others();
        all.put(INFO, JsonObject.of(header.info()).getBytes(StandardCharsets.UTF_8));
        return all;
    }
}
