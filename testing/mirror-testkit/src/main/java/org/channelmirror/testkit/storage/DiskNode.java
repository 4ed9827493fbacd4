package org.channelmirror.testkit.storage;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What a {@link PowerCutDisk} knows of a file or folder: as it is, and as it is sure to be found after a loss of power. */
sealed interface DiskNode {

    /** A folder. */
    final class Folder implements DiskNode {

        private final Map<String, DiskNode> live = new TreeMap<>();
        private final Map<String, DiskNode> durable = new TreeMap<>();

        Map<String, DiskNode> live() {
            return live;
        }

        Map<String, DiskNode> durable() {
            return durable;
        }

        void force() {
            durable.clear();
            durable.putAll(live);
        }
    }

    /** A symbolic link, which does not change. */
    record Link(Path target) implements DiskNode {}

    /** A file, which only grows. */
    final class File implements DiskNode {

        private final ByteArrayOutputStream live = new ByteArrayOutputStream();
        private int durable;

        void append(byte[] bytes) {
            live.writeBytes(bytes);
        }

        void force() {
            durable = live.size();
        }

        int durable() {
            return durable;
        }

        byte[] live() {
            return live.toByteArray();
        }
    }
}
