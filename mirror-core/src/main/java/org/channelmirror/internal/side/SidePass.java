package org.channelmirror.internal.side;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.channelmirror.internal.frames.FrameKey;
import org.channelmirror.internal.frames.FrameMerge;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.index.IndexText;
import org.channelmirror.internal.index.JsonObject;
import org.channelmirror.internal.index.MembersOutput;
import org.channelmirror.internal.index.TextPointer;
import org.channelmirror.internal.side.SideFile.Treatment;
import org.channelmirror.internal.state.Holding;
import org.jspecify.annotations.Nullable;

/**
 * Writes what the texts of a side file say of the packages that are listed. Of each package the text of the channel tells that supplied
 * it; if that is none of the run's, the first text that has something to tell.
 */
public final class SidePass {

    private final SideFile side;
    private final List<SideText> texts;
    private final Set<Integer> suppliers;
    private final ListedNames listed;
    private final SortedMap<String, byte[]> others;

    /**
     * Begins.
     *
     * @param texts in the order of priority
     * @param suppliers the numbers of the channels whose packages no other text may tell of
     * @param others what is written besides
     */
    public SidePass(
            SideFile side,
            List<SideText> texts,
            Set<Integer> suppliers,
            ListedNames listed,
            SortedMap<String, byte[]> others) {
        this.side = side;
        this.texts = List.copyOf(texts);
        this.suppliers = Set.copyOf(suppliers);
        this.listed = listed;
        this.others = others;
    }

    public void write(MembersOutput out) throws IOException {
        TreeMap<String, Optional<byte[]>> members = new TreeMap<>(JsonObject.NAMES);
        others.forEach((key, value) -> members.put(key, Optional.of(value)));
        texts.forEach(text -> text.filtered().keySet().forEach(key -> members.put(key, Optional.empty())));
        for (var member : members.entrySet()) {
            if (member.getValue().isPresent()) {
                out.value(member.getKey(), member.getValue().get());
            } else {
                write(member.getKey(), out);
            }
        }
        out.finish();
    }

    private void write(String member, MembersOutput out) throws IOException {
        Treatment treatment = side.treatment(member);
        boolean isObject = treatment == Treatment.LISTED_ENTRIES;
        if (isObject) {
            out.object(member);
        } else {
            out.list(member);
        }
        List<FrameReader> readers = new ArrayList<>(List.of(listed.open()));
        List<IndexText> sources = new ArrayList<>();
        try {
            for (SideText text : texts) {
                readers.add(text.open(member));
                sources.add(new IndexText(text.text()));
            }
            int flag = treatment == Treatment.WITHDRAWN_TEXTS ? Holding.WITHDRAWN : Holding.PUBLISHED;
            try (FrameMerge merge = new FrameMerge(readers)) {
                while (merge.next()) {
                    FrameReader name = merge.at(0);
                    int source = name != null && ListedNames.is(name, flag) ? source(merge, name) : -1;
                    FrameReader part = source < 0 ? null : merge.at(source + 1);
                    if (part != null) {
                        write(part, isObject ? sources.get(source) : null, out);
                    }
                }
            }
        } finally {
            for (IndexText source : sources) {
                source.close();
            }
        }
        out.end();
    }

    /** The text that tells of the package at hand; -1 if none does. */
    private int source(FrameMerge merge, FrameReader name) {
        int origin = ListedNames.origin(name);
        int first = -1;
        for (int i = 0; i < texts.size(); i++) {
            if (merge.at(i + 1) != null) {
                if (texts.get(i).origin() == origin) {
                    return i;
                }
                first = first < 0 ? i : first;
            }
        }
        return suppliers.contains(origin) ? -1 : first;
    }

    private static void write(FrameReader part, @Nullable IndexText text, MembersOutput out) throws IOException {
        byte[] frame = part.payload();
        int length = FrameKey.nameLength(frame);
        if (text == null) {
            out.item(frame, FrameKey.nameOffset(), length);
        } else {
            text.find(TextPointer.read(frame).range());
            out.entry(frame, FrameKey.nameOffset(), length, text.buffer(), text.offset(), text.length());
        }
    }
}
