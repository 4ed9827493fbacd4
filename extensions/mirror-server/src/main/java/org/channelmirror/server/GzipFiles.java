package org.channelmirror.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.StoragePath;

/**
 * Compressed copies of plain JSON in a temporary folder, made at the first request and kept as long as they are asked for: their
 * length has to be known before the first byte goes out. One is made at a time. Nobody but old clients asks: others take {@code .zst}.
 */
final class GzipFiles implements AutoCloseable {

    private static final int KEPT = 32;

    private final ChannelStorage storage;
    private final Path folder;
    // Its own lock is held for moments only, the lock of this object while a copy is made.
    private final Map<String, Representation> copies =
            Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true));
    private final Map<String, Path> files = new HashMap<>();
    private int made;

    GzipFiles(ChannelStorage storage) throws IOException {
        this.storage = storage;
        this.folder = Files.createTempDirectory("channel-mirror-gzip");
    }

    /** The copy, if it was made before. */
    Optional<Representation> find(StoragePath path, Representation plain) {
        return Optional.ofNullable(copies.get(key(path, plain)));
    }

    /** The copy; empty if the plain file is no longer in its place. */
    synchronized Optional<Representation> make(StoragePath path, Representation plain) throws IOException {
        String key = key(path, plain);
        Representation before = copies.get(key);
        if (before != null) {
            return Optional.of(before);
        }
        Path file = folder.resolve(Integer.toString(made++));
        try (InputStream in = storage.open(path, ByteRange.ALL);
                OutputStream out = new FastGzip(Files.newOutputStream(file))) {
            in.transferTo(out);
        }
        Optional<FileContent> content = FileContent.of(file);
        if (content.isEmpty() || !plain.content().isCurrent()) {
            Files.deleteIfExists(file);
            return Optional.empty();
        }
        Representation copy =
                plain.gzipped(content.get(), path.fileName(), content.get().size());
        copies.put(key, copy);
        files.put(key, file);
        if (copies.size() > KEPT) {
            dropEldest();
        }
        return Optional.of(copy);
    }

    private void dropEldest() throws IOException {
        String eldest;
        synchronized (copies) {
            eldest = copies.keySet().iterator().next();
            copies.remove(eldest);
        }
        Path file = files.remove(eldest);
        if (file != null) {
            Files.deleteIfExists(file);
        }
    }

    private static String key(StoragePath path, Representation plain) {
        return path + " " + plain.etag();
    }

    @Override
    public synchronized void close() throws IOException {
        for (Path file : files.values()) {
            Files.deleteIfExists(file);
        }
        Files.deleteIfExists(folder);
    }

    private static final class FastGzip extends GZIPOutputStream {

        FastGzip(OutputStream out) throws IOException {
            super(out, 64 * 1024);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
