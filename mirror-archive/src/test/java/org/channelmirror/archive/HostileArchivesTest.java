package org.channelmirror.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.channelmirror.spi.ArchiveLimits;
import org.channelmirror.spi.ArchiveOptions;
import org.channelmirror.spi.ArchiveOptions.Compression;
import org.channelmirror.spi.ArchiveReader;
import org.channelmirror.spi.ArchiveWriter;
import org.channelmirror.spi.InvalidArchiveException;
import org.channelmirror.spi.InvalidArchiveException.Reason;
import org.channelmirror.spi.StoragePath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no archive of a mirror has. */
class HostileArchivesTest {

    private static final byte[] THREE = {1, 2, 3};

    private static List<String> read(byte[] archive, ArchiveLimits limits) throws IOException {
        List<String> paths = new ArrayList<>();
        try (ArchiveReader reader = new TarFormat().reader(new ByteArrayInputStream(archive), limits)) {
            for (var item = reader.next(); item.isPresent(); item = reader.next()) {
                paths.add(item.get().path().value());
                item.get().content().readAllBytes();
            }
        }
        return paths;
    }

    private static InvalidArchiveException assertRefused(Reason reason, byte[] archive, ArchiveLimits limits) {
        InvalidArchiveException refused = assertThrows(InvalidArchiveException.class, () -> read(archive, limits));
        assertEquals(reason, refused.reason(), refused::getMessage);
        return refused;
    }

    private static InvalidArchiveException assertRefused(Reason reason, byte[] archive) {
        return assertRefused(reason, archive, ArchiveLimits.DEFAULT);
    }

    /** An archive as tools write them. */
    private static byte[] tar(TarArchiveEntry... entries) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8")) {
            for (TarArchiveEntry entry : entries) {
                boolean hasContent = entry.isFile()
                        && !entry.isSymbolicLink()
                        && !entry.isLink()
                        && !entry.isCharacterDevice()
                        && !entry.isFIFO();
                entry.setSize(hasContent ? THREE.length : 0);
                tar.putArchiveEntry(entry);
                if (hasContent) {
                    tar.write(THREE);
                }
                tar.closeArchiveEntry();
            }
        }
        return out.toByteArray();
    }

    private static TarArchiveEntry file(String name) {
        return new TarArchiveEntry(name, true);
    }

    private static byte[] written(Compression compression, String... names) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ArchiveWriter writer = new TarFormat().writer(out, new ArchiveOptions(compression))) {
            for (String name : names) {
                writer.add(new StoragePath(name), THREE.length, content -> content.write(THREE));
            }
            writer.finish();
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenIsRead(Compression compression) throws IOException {
        String longName = "a/" + "n".repeat(200) + "/" + "m".repeat(120);
        assertEquals(List.of("a/b", longName), read(written(compression, "a/b", longName), ArchiveLimits.DEFAULT));
    }

    @Test
    void foldersAndLeadingDotsAreWhatToolsWrite() throws IOException {
        assertEquals(List.of("r/a"), read(tar(file("./"), file("./r/"), file("./r/a")), ArchiveLimits.DEFAULT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "../a", "a/../../b", "a//b", "a\\b", "c:/a", "a/\u0007", "a/./b"})
    void pathsThatLeadElsewhere(String name) throws IOException {
        InvalidArchiveException refused = assertRefused(Reason.UNSAFE_PATH, tar(file("ok"), file(name)));
        assertEquals(name.replace('\u0007', '?'), refused.entry());
    }

    @ParameterizedTest
    @ValueSource(
            bytes = {
                TarConstants.LF_SYMLINK,
                TarConstants.LF_LINK,
                TarConstants.LF_CHR,
                TarConstants.LF_BLK,
                TarConstants.LF_FIFO
            })
    void linksAndDevices(byte type) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry("a/link", type);
        entry.setLinkName("/etc/passwd");
        assertEquals(
                "a/link",
                assertRefused(Reason.UNSAFE_ENTRY, tar(file("ok"), entry)).entry());
    }

    @Test
    void duplicatesAndClashesOfCase() throws IOException {
        assertRefused(Reason.DUPLICATE, tar(file("a"), file("b"), file("a")));
        assertEquals(
                "r/A",
                assertRefused(Reason.DUPLICATE, tar(file("r/a"), file("r/A"))).entry());
    }

    @ParameterizedTest
    @EnumSource
    void everyCutIsSeen(Compression compression) throws IOException {
        byte[] whole = written(compression, "a", "b");
        int end = compression == Compression.NONE ? 4 * 512 + 1 : whole.length;
        for (int length = 1; length < end; length += compression == Compression.NONE ? 61 : 1) {
            byte[] cut = Arrays.copyOf(whole, length);
            InvalidArchiveException refused = assertThrows(
                    InvalidArchiveException.class, () -> read(cut, ArchiveLimits.DEFAULT), "cut at " + length);
            assertTrue(refused.reason() == Reason.TRUNCATED || refused.reason() == Reason.DAMAGED, refused::getMessage);
        }
        if (compression == Compression.NONE) {
            assertRefused(Reason.TRUNCATED, Arrays.copyOf(whole, 4 * 512));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatFollowsTheEnd(Compression compression) throws IOException {
        byte[] whole = written(compression, "a");
        byte[] longer = Arrays.copyOf(whole, whole.length + 5);
        Arrays.fill(longer, whole.length, longer.length, (byte) 'x');
        InvalidArchiveException refused =
                assertThrows(InvalidArchiveException.class, () -> read(longer, ArchiveLimits.DEFAULT));
        assertEquals(compression == Compression.NONE ? Reason.TRAILING_DATA : Reason.DAMAGED, refused.reason());
    }

    @Test
    void whatIsNoArchive() {
        assertRefused(Reason.DAMAGED, "hello world ".repeat(100).getBytes(StandardCharsets.US_ASCII));
        assertRefused(Reason.TRUNCATED, new byte[0]);
    }

    @Test
    void moreThanTheLimits() throws IOException {
        byte[] two = written(Compression.NONE, "a", "b");
        assertRefused(Reason.LIMIT, two, new ArchiveLimits(1, 100, 100, 100));
        assertRefused(Reason.LIMIT, two, new ArchiveLimits(10, 2, 100, 100));
        assertEquals(
                "b",
                assertRefused(Reason.LIMIT, two, new ArchiveLimits(10, 5, 5, 100))
                        .entry());
    }

    /** They are read into memory, or one within the other. */
    @ParameterizedTest
    @ValueSource(strings = {"L", "K", "x", "g"})
    void headersWithoutEnd(String type) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int size = type.equals("g") ? 20 : 8 << 20;
        for (int i = 0; i < (type.equals("g") ? 10_000 : 1); i++) {
            TarArchiveEntry entry = new TarArchiveEntry("h", (byte) type.charAt(0), true);
            entry.setSize(size);
            byte[] header = new byte[512];
            entry.writeEntryHeader(header);
            out.write(header);
            byte[] content = new byte[(size + 511) / 512 * 512];
            byte[] text = (size + " k" + i + "=").getBytes(StandardCharsets.US_ASCII);
            Arrays.fill(content, 0, size, (byte) 'v');
            System.arraycopy(text, 0, content, 0, text.length);
            content[size - 1] = '\n';
            out.write(content);
        }
        out.write(tar(file("a")));
        assertRefused(Reason.LIMIT, out.toByteArray());
    }

    @Test
    void aBomb() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long size = 200L << 20;
        try (OutputStream gzip = new GZIPOutputStream(out);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(gzip)) {
            TarArchiveEntry entry = file("a");
            entry.setSize(size);
            tar.putArchiveEntry(entry);
            byte[] zeros = new byte[1 << 20];
            for (long left = size; left > 0; left -= zeros.length) {
                tar.write(zeros);
            }
            tar.closeArchiveEntry();
        }
        byte[] bomb = out.toByteArray();
        ArchiveReader reader = new TarFormat().reader(new ByteArrayInputStream(bomb), ArchiveLimits.DEFAULT);
        InvalidArchiveException refused = assertThrows(InvalidArchiveException.class, () -> {
            try (OutputStream nothing = OutputStream.nullOutputStream()) {
                reader.next().orElseThrow().content().transferTo(nothing);
            }
        });
        assertEquals(Reason.LIMIT, refused.reason());
    }
}
