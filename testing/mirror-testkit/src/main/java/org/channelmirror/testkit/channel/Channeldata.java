package org.channelmirror.testkit.channel;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Whether a channel has the optional {@code channeldata.json}, which names its subdirs and packages. */
public enum Channeldata {
    /** There is none. */
    ABSENT,
    /** It lists every subdir and package. */
    PRESENT;

    static final String FILE_NAME = "channeldata.json";

    static Map<String, Object> document(Collection<SubdirBuilder> subdirs) {
        SortedMap<String, SortedSet<String>> subdirsByName = new TreeMap<>();
        for (SubdirBuilder subdir : subdirs) {
            subdir.packages()
                    .forEach(pkg -> subdirsByName
                            .computeIfAbsent(pkg.name(), name -> new TreeSet<>())
                            .add(subdir.name()));
        }
        SortedMap<String, Object> packages = new TreeMap<>();
        subdirsByName.forEach((name, where) -> packages.put(name, Map.of("subdirs", where)));
        List<String> names = subdirs.stream().map(SubdirBuilder::name).toList();
        return Map.of("channeldata_version", 1, "subdirs", names, "packages", packages);
    }
}
