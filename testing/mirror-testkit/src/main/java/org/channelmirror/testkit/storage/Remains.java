package org.channelmirror.testkit.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.channelmirror.testkit.storage.DiskNode.File;
import org.channelmirror.testkit.storage.DiskNode.Folder;
import org.channelmirror.testkit.storage.DiskNode.Link;

/** Makes a real folder hold what a loss of power left. */
final class Remains {

    /** How much of a file is left. */
    @FunctionalInterface
    interface Length {
        int of(File file);
    }

    private final Length length;
    private final Map<File, File> files = new HashMap<>();
    private final Map<File, Path> places = new HashMap<>();
    private final Map<File, Path> originals = new HashMap<>();

    Remains(Length length) {
        this.length = length;
    }

    /** Returns what is there now, all of it durable. */
    Folder rebuild(Folder before, Path base) throws IOException {
        Path aside = Files.createTempDirectory(base.toRealPath().getParent(), "aside");
        keep(before, base, aside);
        delete(base);
        Folder after = folder(before, base);
        delete(aside);
        Files.delete(aside);
        return after;
    }

    /** A file that is left as it was is the same file, with the same time: storages tell contents by that. */
    private void keep(Folder folder, Path at, Path aside) throws IOException {
        for (Map.Entry<String, DiskNode> entry : folder.live().entrySet()) {
            Path path = at.resolve(entry.getKey());
            if (entry.getValue() instanceof Folder inner) {
                keep(inner, path, aside);
            } else if (entry.getValue() instanceof File file && !originals.containsKey(file)) {
                originals.put(file, Files.createLink(aside.resolve(String.valueOf(originals.size())), path));
            }
        }
    }

    private static void delete(Path base) throws IOException {
        List<Path> old;
        try (Stream<Path> tree = Files.walk(base)) {
            old = tree.filter(path -> !path.equals(base))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
        for (Path path : old) {
            Files.delete(path);
        }
    }

    private Folder folder(Folder before, Path at) throws IOException {
        Folder after = new Folder();
        for (Map.Entry<String, DiskNode> entry : before.durable().entrySet()) {
            Path path = at.resolve(entry.getKey());
            if (entry.getValue() instanceof Folder folder) {
                Files.createDirectory(path);
                after.live().put(entry.getKey(), folder(folder, path));
            } else if (entry.getValue() instanceof Link link) {
                Files.createSymbolicLink(path, link.target());
                after.live().put(entry.getKey(), link);
            } else if (entry.getValue() instanceof File file) {
                after.live().put(entry.getKey(), file(file, path));
            }
        }
        after.force();
        return after;
    }

    private File file(File before, Path at) throws IOException {
        File known = files.get(before);
        if (known != null) {
            Files.createLink(at, places.get(before));
            return known;
        }
        byte[] left = Arrays.copyOf(before.live(), length.of(before));
        Path original = originals.get(before);
        if (original != null && left.length == before.live().length) {
            Files.createLink(at, original);
        } else {
            Files.write(at, left);
        }
        File after = new File();
        after.append(left);
        after.force();
        files.put(before, after);
        places.put(before, at);
        return after;
    }
}
