package org.channelmirror.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;
import org.jspecify.annotations.Nullable;

/**
 * Walks a folder in the order of whole paths. Of each folder on the way it holds the names, as UTF-8 and sorted, those of folders with
 * a slash behind, which puts what is in {@code a/} between {@code a-b} and {@code ab}. No folder is open between two steps.
 */
final class FileLister implements Iterator<StoredObject> {

    private record Level(String prefix, Iterator<byte[]> names) {}

    private final Layout layout;
    private final ObjectFiles objects;
    private final Deque<Level> levels = new ArrayDeque<>();
    private @Nullable StoredObject next;

    FileLister(Layout layout, ObjectFiles objects, StoragePath folder) throws IOException {
        this.layout = layout;
        this.objects = objects;
        enter(folder.value() + "/");
    }

    @Override
    public boolean hasNext() {
        try {
            while (next == null && !levels.isEmpty()) {
                advance();
            }
            return next != null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public StoredObject next() {
        StoredObject found = hasNext() ? next : null;
        if (found == null) {
            throw new NoSuchElementException();
        }
        next = null;
        return found;
    }

    private void advance() throws IOException {
        Level level = levels.element();
        if (!level.names().hasNext()) {
            levels.remove();
            return;
        }
        String path = level.prefix() + new String(level.names().next(), StandardCharsets.UTF_8);
        if (path.endsWith("/")) {
            enter(path);
        } else {
            StoragePath object = StoragePath.of(path);
            next = find(object).map(file -> file.describe(object)).orElse(null);
        }
    }

    /** The folder was looked at when it was entered. */
    private Optional<ObjectFile> find(StoragePath path) throws IOException {
        try {
            return objects.findIn(layout.fileOf(path));
        } catch (LinkLeadsOutException e) {
            return Optional.empty();
        }
    }

    private void enter(String prefix) throws IOException {
        List<byte[]> names = new ArrayList<>();
        try (DirectoryStream<Path> children =
                Files.newDirectoryStream(layout.root().resolve(prefix))) {
            for (Path child : children) {
                name(prefix, child).ifPresent(name -> names.add(name.getBytes(StandardCharsets.UTF_8)));
            }
        } catch (NoSuchFileException e) {
            return;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        names.sort(Arrays::compareUnsigned);
        levels.push(new Level(prefix, names.iterator()));
    }

    private Optional<String> name(String prefix, Path child) throws IOException {
        String name = child.getFileName().toString();
        try {
            StoragePath path = StoragePath.of(prefix + name);
            // A name that is not text in this system's character set does not come back as itself.
            if (layout.isReserved(path) || !layout.root().resolve(path.value()).equals(child)) {
                return Optional.empty();
            }
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(child, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return attributes.isOther() ? Optional.empty() : Optional.of(attributes.isDirectory() ? name + "/" : name);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
