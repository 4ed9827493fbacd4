package org.channelmirror.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.channelmirror.spi.ArchiveLimits;
import org.channelmirror.spi.ArchiveOptions;
import org.channelmirror.spi.ArchiveReader;
import org.channelmirror.spi.ArchiveWriter;
import org.channelmirror.spi.InvalidArchiveException;
import org.channelmirror.spi.InvalidArchiveException.Reason;
import org.channelmirror.spi.StoragePath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveFileTest {

    private static final TarFormat TAR = new TarFormat();

    @TempDir
    Path dir;

    private void write(ArchiveFile file, int size) throws IOException {
        try (ArchiveWriter writer = file.listing(TAR).writer(file.stream(), ArchiveOptions.PLAIN)) {
            writer.add(new StoragePath("a/b"), size, content -> content.write(new byte[size]));
            writer.finish();
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(dir)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static int read(Path first) throws IOException {
        try (ArchiveReader reader = ArchiveSources.at(first, TAR).open(ArchiveLimits.DEFAULT)) {
            int size = reader.next().orElseThrow().content().readAllBytes().length;
            assertTrue(reader.next().isEmpty());
            return size;
        }
    }

    @Test
    void theChecksumsAreThoseOfTheTools() throws Exception {
        try (ArchiveFile file = ArchiveFile.create(dir.resolve("m.tar"), OptionalLong.empty(), Optional.empty())) {
            write(file, 1_000_000);
            assertFalse(Files.exists(dir.resolve("m.tar")));
            file.commit();
        }
        assertEquals(List.of("m.tar", "m.tar.list", "m.tar.md5", "m.tar.sha256"), files());
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(dir.resolve("m.tar")));
        assertEquals(HexFormat.of().formatHex(hash) + "  m.tar\n", Files.readString(dir.resolve("m.tar.sha256")));
        byte[] md5 = MessageDigest.getInstance("MD5").digest(Files.readAllBytes(dir.resolve("m.tar")));
        assertEquals(HexFormat.of().formatHex(md5) + "  m.tar\n", Files.readString(dir.resolve("m.tar.md5")));
        assertEquals("a/b\n", Files.readString(dir.resolve("m.tar.list")));
        assertEquals(1_000_000, read(dir.resolve("m.tar")));
    }

    @Test
    void whatIsNotCommittedLeavesNothing() throws Exception {
        try (ArchiveFile file = ArchiveFile.create(dir.resolve("m.tar"), OptionalLong.of(1 << 16), Optional.empty())) {
            write(file, 500_000);
        }
        assertEquals(List.of(), files());
    }

    @Test
    void volumesAreFoundAndAnAbsentOneIsNamed() throws Exception {
        try (ArchiveFile file = ArchiveFile.create(dir.resolve("m.tar"), OptionalLong.of(1 << 16), Optional.empty())) {
            write(file, 250_000);
            file.commit();
        }
        assertEquals(1 << 16, Files.size(dir.resolve("m.tar.001")));
        assertTrue(files().containsAll(List.of("m.tar.004", "m.tar.004.sha256", "m.tar.list")), () -> "no volumes");
        assertEquals(250_000, read(dir.resolve("m.tar.001")));
        Files.delete(dir.resolve("m.tar.004"));
        assertAbsent("m.tar.004");
        Files.delete(dir.resolve("m.tar.002"));
        assertAbsent("m.tar.002");
    }

    private void assertAbsent(String volume) {
        InvalidArchiveException refused =
                assertThrows(InvalidArchiveException.class, () -> read(dir.resolve("m.tar.001")));
        assertEquals(Reason.TRUNCATED, refused.reason());
        assertTrue(refused.entry().endsWith(volume), refused::getMessage);
    }

    @Test
    void volumesOfALargerArchiveGo() throws Exception {
        for (int size : new int[] {250_000, 1000}) {
            try (ArchiveFile file =
                    ArchiveFile.create(dir.resolve("m.tar"), OptionalLong.of(1 << 16), Optional.empty())) {
                write(file, size);
                file.commit();
            }
        }
        assertEquals(List.of("m.tar.001", "m.tar.001.md5", "m.tar.001.sha256", "m.tar.list"), files());
    }

    @Test
    void sizesAreDecimalOrBinary() {
        assertEquals(4_000_000_000L, VolumeSize.parse("4GB"));
        assertEquals(4L << 30, VolumeSize.parse("4 GiB"));
        assertEquals((4L << 30) - 1, VolumeSize.parse("fat32"));
        for (String wrong : List.of("4XB", "", "-1GB", "1B")) {
            assertThrows(IllegalArgumentException.class, () -> VolumeSize.parse(wrong));
        }
    }

    @Test
    void whatIsNoKeyIsNotShown() throws Exception {
        Path file = Files.write(dir.resolve("k.pem"), "s3cret".getBytes(StandardCharsets.UTF_8));
        IOException refused = assertThrows(IOException.class, () -> SigningKeys.privateKey(file));
        assertFalse(String.valueOf(refused.getMessage()).contains("s3cret"));
        assertTrue(String.valueOf(refused.getMessage()).contains("openssl genpkey"));
    }

    @Test
    void keysOfOpenSslAreRead() throws Exception {
        Path key = Files.writeString(dir.resolve("key.pem"), """
                -----BEGIN PRIVATE KEY-----
                MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
                -----END PRIVATE KEY-----
                """);
        Path pub = Files.writeString(dir.resolve("pub.pem"), """
                -----BEGIN PUBLIC KEY-----
                MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=
                -----END PUBLIC KEY-----
                """);
        assertEquals("EdDSA", SigningKeys.privateKey(key).getAlgorithm());
        assertEquals("EdDSA", SigningKeys.publicKey(pub).getAlgorithm());
    }
}
