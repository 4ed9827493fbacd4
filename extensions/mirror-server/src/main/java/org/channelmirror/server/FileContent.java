package org.channelmirror.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.Optional;
import org.channelmirror.spi.ByteRange;
import org.jspecify.annotations.Nullable;

/** The content of a local file, told from others by size, time and the file's identity. A small one is kept in memory. */
final class FileContent implements Content {

    private static final int SMALL = 32 * 1024;

    private final Path file;
    private final long size;
    private final FileTime modified;
    private final @Nullable Object key;
    private final byte @Nullable [] bytes;

    private FileContent(Path file, BasicFileAttributes attributes, byte @Nullable [] bytes) {
        this.file = file;
        this.size = attributes.size();
        this.modified = attributes.lastModifiedTime();
        this.key = attributes.fileKey();
        this.bytes = bytes;
    }

    /** What a file holds now; empty if there is none. */
    static Optional<FileContent> of(Path file) throws IOException {
        try {
            BasicFileAttributes attributes = attributes(file);
            if (attributes.size() > SMALL) {
                return Optional.of(new FileContent(file, attributes, null));
            }
            FileContent content = new FileContent(file, attributes, Files.readAllBytes(file));
            return content.isWhole() && content.isCurrent() ? Optional.of(content) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    long size() {
        return size;
    }

    FileTime modified() {
        return modified;
    }

    private boolean isWhole() {
        return bytes != null && bytes.length == size;
    }

    @Override
    public boolean isCurrent() throws IOException {
        try {
            BasicFileAttributes now = attributes(file);
            return now.size() == size && now.lastModifiedTime().equals(modified) && Objects.equals(now.fileKey(), key);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    @Override
    public Optional<Body> open(ByteRange range) throws IOException {
        if (bytes != null) {
            return Optional.of(new MemoryBody(ByteBuffer.wrap(bytes, (int) range.offset(), (int) range.length())
                    .slice()));
        }
        FileChannel channel;
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        FileBody body = new FileBody(channel, range);
        try {
            // The file was in its place before it was opened, and is: so it is the one that was opened.
            if (isCurrent()) {
                return Optional.of(body);
            }
        } catch (IOException e) {
            try (body) {
                throw e;
            }
        }
        body.close();
        return Optional.empty();
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }
}
