package org.channelmirror.archive;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.channelmirror.spi.ArchiveItem;
import org.channelmirror.spi.ArchiveLimits;
import org.channelmirror.spi.ArchiveReader;
import org.channelmirror.spi.InvalidArchiveException;
import org.channelmirror.spi.InvalidArchiveException.Reason;
import org.channelmirror.spi.StoragePath;
import org.jspecify.annotations.Nullable;

/** Reads tar as any program writes it, and takes nothing from it on trust. */
final class TarReader implements ArchiveReader {

    private static final int RECORD = 512;
    /** Names and further headers are read into memory. */
    private static final long MOST_HEADERS = 1 << 20;

    private final CountedInput plain;
    private final TarArchiveInputStream tar;
    private final ArchiveLimits limits;
    private final SeenPaths seen = new SeenPaths();
    private long entries;
    private long total;
    private @Nullable Content current;

    TarReader(InputStream in, ArchiveLimits limits) {
        this.plain = new CountedInput(in);
        this.tar = new TarArchiveInputStream(plain, RECORD, RECORD, StandardCharsets.UTF_8.name());
        this.limits = limits;
    }

    @Override
    public Optional<ArchiveItem> next() throws IOException {
        while (true) {
            TarArchiveEntry entry = nextEntry();
            if (entry == null) {
                return Optional.empty();
            }
            entries++;
            if (entries > limits.entries()) {
                throw refused(Reason.LIMIT, entry, "the archive has more than " + limits.entries() + " entries");
            }
            if (!isPlain(entry)) {
                throw refused(Reason.UNSAFE_ENTRY, entry, "it is a link, a device or the like; only files are taken");
            }
            Optional<StoragePath> path = path(entry);
            if (path.isPresent() && !entry.isDirectory()) {
                return Optional.of(item(entry, path.get()));
            }
        }
    }

    private ArchiveItem item(TarArchiveEntry entry, StoragePath path) throws InvalidArchiveException {
        long size = entry.getSize();
        if (size < 0) {
            throw refused(Reason.DAMAGED, entry, "its size is " + size);
        }
        total += size;
        if (size > limits.entrySize() || total > limits.totalSize()) {
            throw refused(Reason.LIMIT, entry, "with its " + size + " bytes the archive is larger than is taken");
        }
        if (!seen.add(path.value())) {
            throw refused(Reason.DUPLICATE, entry, "it is there twice, or another differs from it only in case");
        }
        current = new Content(tar, path.value(), size);
        return new ArchiveItem(path, size, current);
    }

    private @Nullable TarArchiveEntry nextEntry() throws IOException {
        try {
            if (current != null) {
                current.drain();
                current = null;
            }
            long end = plain.count();
            plain.allow(MOST_HEADERS);
            TarArchiveEntry entry = tar.getNextEntry();
            plain.allowAll();
            if (entry == null) {
                checkEnd(end);
            }
            return entry;
        } catch (InvalidArchiveException e) {
            throw e;
        } catch (EOFException e) {
            throw damaged(Reason.TRUNCATED, "it ends within an entry", e);
        } catch (IOException | RuntimeException e) {
            throw String.valueOf(e.getMessage()).contains("runcated")
                    ? damaged(
                            Reason.TRUNCATED,
                            "it ends behind " + entries + " entries without an end mark: copy it again",
                            e)
                    : damaged(Reason.DAMAGED, "it is no tar archive here: " + e.getMessage(), e);
        }
    }

    /** The end is marked by at least one record of zeros, and nothing but zeros may follow it. */
    private void checkEnd(long end) throws IOException {
        long padded = (end + RECORD - 1) / RECORD * RECORD;
        if (plain.count() < padded + RECORD) {
            throw new InvalidArchiveException(
                    Reason.TRUNCATED, "the archive", "it ends behind " + entries + " entries without an end mark");
        }
        byte[] rest = new byte[1 << 16];
        for (int count = plain.read(rest); count >= 0; count = plain.read(rest)) {
            for (int i = 0; i < count; i++) {
                if (rest[i] != 0) {
                    throw new InvalidArchiveException(Reason.TRAILING_DATA, "the archive", "something follows its end");
                }
            }
        }
    }

    private static boolean isPlain(TarArchiveEntry entry) {
        return entry.isDirectory()
                || (entry.isFile()
                        && !entry.isLink()
                        && !entry.isSymbolicLink()
                        && !entry.isCharacterDevice()
                        && !entry.isBlockDevice()
                        && !entry.isFIFO()
                        && !entry.isSparse());
    }

    /** The path; none for the folder that everything is in. */
    private static Optional<StoragePath> path(TarArchiveEntry entry) throws InvalidArchiveException {
        String name = entry.getName();
        while (name.startsWith("./")) {
            name = name.substring(2);
        }
        if (entry.isDirectory()) {
            name = name.replaceFirst("/+$", name.startsWith("/") ? "/" : "");
        }
        if (name.isEmpty() || name.equals(".")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new StoragePath(name));
        } catch (IllegalArgumentException e) {
            throw refused(Reason.UNSAFE_PATH, entry, String.valueOf(e.getMessage()));
        }
    }

    private static InvalidArchiveException refused(Reason reason, TarArchiveEntry entry, String problem) {
        return new InvalidArchiveException(reason, entry.getName(), problem);
    }

    private static InvalidArchiveException damaged(Reason reason, String problem, Exception cause) {
        InvalidArchiveException damaged = new InvalidArchiveException(reason, "the archive", problem);
        damaged.initCause(cause);
        return damaged;
    }

    @Override
    public void close() {}

    /** One entry's bytes: as many as it says. */
    private static final class Content extends FilterInputStream {

        private final String name;
        private long left;

        Content(InputStream in, String name, long size) {
            super(in);
            this.name = name;
            this.left = size;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int count;
            try {
                count = in.read(bytes, offset, (int) Math.min(length, left));
            } catch (InvalidArchiveException e) {
                throw e;
            } catch (IOException e) {
                throw cut(e);
            }
            if (count < 0) {
                throw cut(null);
            }
            left -= count;
            return count;
        }

        void drain() throws IOException {
            byte[] rest = new byte[(int) Math.min(left, 1 << 16)];
            while (left > 0) {
                read(rest, 0, rest.length);
            }
        }

        @Override
        public long skip(long length) throws IOException {
            byte[] skipped = new byte[(int) Math.min(length, 1 << 16)];
            return Math.max(read(skipped, 0, skipped.length), 0);
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        @Override
        public void close() {}

        private InvalidArchiveException cut(@Nullable IOException cause) {
            InvalidArchiveException cut = new InvalidArchiveException(
                    Reason.TRUNCATED, name, "the archive ends within it; " + left + " bytes are missing");
            if (cause != null) {
                cut.initCause(cause);
            }
            return cut;
        }
    }
}
