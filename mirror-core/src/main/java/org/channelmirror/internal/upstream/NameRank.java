package org.channelmirror.internal.upstream;

import java.util.List;
import org.channelmirror.internal.merge.NameSet;
import org.channelmirror.internal.merge.PackageName;
import org.channelmirror.repodata.RawRecord;

/** Tells which channel supplies a name, as one channel's index is read. Used by one thread. */
public final class NameRank {

    private final int channel;
    private final List<List<NameSet>> before;
    private String last = "";
    private int supplier;

    /** Takes, for each channel before this one in their order, the names that it has. */
    public NameRank(int channel, List<List<NameSet>> before) {
        this.channel = channel;
        this.before = List.copyOf(before);
        this.supplier = channel;
    }

    /** The channel's own number, unless one before it has the name. */
    public int supplier(RawRecord record) {
        return before.isEmpty() ? channel : supplier(PackageName.of(record));
    }

    /** The same, of a package of a name. */
    public int supplier(String name) {
        if (!name.equals(last)) {
            last = name;
            supplier = find(NameSet.key(name));
        }
        return supplier;
    }

    private int find(long key) {
        for (int i = 0; i < before.size(); i++) {
            for (NameSet names : before.get(i)) {
                if (names.contains(key)) {
                    return i;
                }
            }
        }
        return channel;
    }
}
