package org.channelmirror.internal.fetch;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.channelmirror.model.PackageFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PackageCheckTest {

    private static byte[] tar(String name) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            byte[] content = "{\"name\":\"a\"}".getBytes(StandardCharsets.UTF_8);
            TarArchiveEntry entry = new TarArchiveEntry(name);
            entry.setSize(content.length);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }

    private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private static byte[] conda(String indexName) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            store(zip, "metadata.json", "{}".getBytes(StandardCharsets.UTF_8));
            store(zip, "pkg-a-1-0.tar.zst", Zstd.compress(tar("bin/a")));
            store(zip, "info-a-1-0.tar.zst", Zstd.compress(tar(indexName)));
        }
        return bytes.toByteArray();
    }

    private static byte[] tarBz2(String indexName) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (BZip2CompressorOutputStream out = new BZip2CompressorOutputStream(bytes)) {
            out.write(tar(indexName));
        }
        return bytes.toByteArray();
    }

    private static byte[] whole(PackageFormat format) throws IOException {
        return format == PackageFormat.CONDA ? conda("info/index.json") : tarBz2("info/index.json");
    }

    private static void check(PackageFormat format, byte[] bytes) throws IOException {
        PackageCheck.check(format, new ByteArrayInputStream(bytes));
    }

    @ParameterizedTest
    @EnumSource
    void aWholePackageIsFine(PackageFormat format) {
        assertDoesNotThrow(() -> check(format, whole(format)));
    }

    @ParameterizedTest
    @EnumSource
    void aCutAnywhereIsFound(PackageFormat format) throws IOException {
        byte[] whole = whole(format);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThrows(IOException.class, () -> check(format, cut), "cut after " + length + " of " + whole.length);
        }
    }

    @Test
    void withoutItsMetadataItIsNoPackage() throws IOException {
        byte[] conda = conda("info/about.json");
        IOException e = assertThrows(IOException.class, () -> check(PackageFormat.CONDA, conda));
        assertTrue(String.valueOf(e.getMessage()).contains("it has no info/index.json"), e.getMessage());
        byte[] tarBz2 = tarBz2("index.json");
        assertThrows(IOException.class, () -> check(PackageFormat.TAR_BZ2, tarBz2));
    }

    /** Whatever the bytes are, the answer is yes or an {@link IOException}. */
    @ParameterizedTest
    @EnumSource
    void noDamageMakesItThrowAnythingElse(PackageFormat format) throws IOException {
        byte[] whole = whole(format);
        Random random = new Random(7);
        int refused = 0;
        for (int i = 0; i < 3000; i++) {
            byte[] damaged = whole.clone();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                check(format, damaged);
            } catch (IOException e) {
                refused++;
            }
        }
        assertTrue(refused > 1000, refused + " refused");
    }
}
