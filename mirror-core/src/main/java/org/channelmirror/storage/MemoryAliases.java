package org.channelmirror.storage;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.channelmirror.spi.StoragePath;

/** Second names of folders. Thread-safe. */
final class MemoryAliases {

    private final Map<StoragePath, StoragePath> folders = new ConcurrentHashMap<>();

    boolean contains(StoragePath alias) {
        return folders.containsKey(alias);
    }

    boolean standsFor(StoragePath alias, StoragePath folder) {
        return folder.equals(folders.get(alias));
    }

    void put(StoragePath alias, StoragePath folder) {
        folders.put(alias, folder);
    }

    boolean remove(StoragePath alias) {
        return folders.remove(alias) != null;
    }

    /** Where the object is that can be seen at a path. */
    StoragePath resolve(StoragePath path) {
        for (Map.Entry<StoragePath, StoragePath> entry : folders.entrySet()) {
            if (path.isBelow(entry.getKey())) {
                return moved(path, entry.getKey(), entry.getValue());
            }
        }
        return path;
    }

    /** The same for a folder, which may be an alias itself. */
    StoragePath resolveFolder(StoragePath folder) {
        StoragePath target = folders.get(folder);
        return target == null ? resolve(folder) : target;
    }

    void refuseBelow(StoragePath path) throws IOException {
        if (!resolve(path).equals(path)) {
            throw new IOException(path + " is below an alias, where nothing is written");
        }
    }

    /** A path below one folder as it is below another. */
    static StoragePath moved(StoragePath path, StoragePath from, StoragePath to) {
        return from.equals(to)
                ? path
                : to.resolve(path.value().substring(from.value().length() + 1));
    }
}
