package org.channelmirror.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where generated input is kept and output is written. */
final class WorkFolder {

    private final Path root;

    private WorkFolder(Path root) {
        this.root = root;
    }

    static WorkFolder open() throws IOException {
        Path root = Path.of(System.getProperty("benchmarks.work", "target/benchmarks"))
                .toAbsolutePath();
        return new WorkFolder(Files.createDirectories(root));
    }

    /** A folder that is made once and kept; a run that is killed leaves no half of it. */
    Path kept(String name, Maker maker) throws IOException {
        Path folder = root.resolve(name);
        if (!Files.isDirectory(folder)) {
            Path unfinished = empty(name + ".unfinished");
            maker.make(unfinished);
            Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
        }
        return folder;
    }

    /** A folder that is empty, whatever it held. */
    Path empty(String name) throws IOException {
        Path folder = root.resolve(name);
        delete(folder);
        return Files.createDirectories(folder);
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.delete(each);
        }
    }

    /** Fills a folder. */
    @FunctionalInterface
    interface Maker {

        void make(Path folder) throws IOException;
    }
}
