package org.channelmirror.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.channelmirror.spi.ArchiveItem;
import org.channelmirror.spi.ArchiveLimits;
import org.channelmirror.spi.ArchiveReader;
import org.channelmirror.spi.InvalidArchiveException;
import org.channelmirror.spi.InvalidArchiveException.Reason;
import org.channelmirror.spi.StoragePath;
import org.jspecify.annotations.Nullable;

/**
 * Reads an expanded archive in the order in which it was written: of each folder the manifest first, then noarch before the
 * platforms, and of those the packages of one format after the other, then the rest. One folder's names are held at a time.
 */
final class FolderReader implements ArchiveReader {

    private static final List<String> SUFFIXES = List.of(".tar.bz2", ".conda");

    private final Path root;
    private final ArchiveLimits limits;
    private final Deque<Iterator<Path>> open = new ArrayDeque<>();
    private @Nullable InputStream current;
    private long entries;

    FolderReader(Path root, ArchiveLimits limits) throws IOException {
        this.root = root.toRealPath();
        this.limits = limits;
        open.push(list(this.root));
    }

    @Override
    public Strays strays() {
        return Strays.IGNORED;
    }

    @Override
    public Optional<ArchiveItem> next() throws IOException {
        close();
        while (!open.isEmpty()) {
            if (!open.element().hasNext()) {
                open.pop();
                continue;
            }
            Path file = open.element().next();
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            StoragePath path = path(file);
            if (attributes.isDirectory()) {
                open.push(list(file));
            } else if (!attributes.isRegularFile()) {
                throw new InvalidArchiveException(
                        Reason.UNSAFE_ENTRY, path.value(), "it is a link, a device or the like; only files are taken");
            } else {
                return Optional.of(item(file, path, attributes.size()));
            }
        }
        return Optional.empty();
    }

    private ArchiveItem item(Path file, StoragePath path, long size) throws IOException {
        entries++;
        if (entries > limits.entries() || size > limits.entrySize()) {
            throw new InvalidArchiveException(Reason.LIMIT, path.value(), "the folder has more than is taken");
        }
        InputStream in = Files.newInputStream(file);
        current = in;
        return new ArchiveItem(path, size, in);
    }

    private StoragePath path(Path file) throws InvalidArchiveException {
        String text =
                root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
        try {
            return new StoragePath(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidArchiveException(Reason.UNSAFE_PATH, text, String.valueOf(e.getMessage()));
        }
    }

    private static Iterator<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted(Comparator.comparing(FolderReader::rank)
                            .thenComparing(file -> new StoragePath("x" + file.getFileName())))
                    .toList()
                    .iterator();
        } catch (IllegalArgumentException e) {
            throw new InvalidArchiveException(Reason.UNSAFE_PATH, folder.toString(), String.valueOf(e.getMessage()));
        }
    }

    private static int rank(Path file) {
        String name = String.valueOf(file.getFileName());
        if (name.startsWith("manifest.ndjson")) {
            return 0;
        }
        if (name.equals("noarch")) {
            return 1;
        }
        return name.endsWith(SUFFIXES.get(0)) ? 2 : name.endsWith(SUFFIXES.get(1)) ? 3 : 4;
    }

    @Override
    public void close() throws IOException {
        if (current != null) {
            current.close();
            current = null;
        }
    }
}
