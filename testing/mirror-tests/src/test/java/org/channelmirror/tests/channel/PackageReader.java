package org.channelmirror.tests.channel;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/** Opens packages of both formats, by other classes than those that made them where there are such. */
final class PackageReader {

    private PackageReader() {}

    /** The outer members of a {@code .conda}; refuses one that is compressed by ZIP. */
    static Map<String, byte[]> zipMembers(byte[] conda) throws IOException {
        Map<String, byte[]> members = new LinkedHashMap<>();
        try (ZipArchiveInputStream zip =
                new ZipArchiveInputStream(new ByteArrayInputStream(conda), "UTF-8", true, true)) {
            for (ZipArchiveEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getMethod() != ZipArchiveEntry.STORED) {
                    throw new IOException(entry.getName() + " is not stored");
                }
                members.put(entry.getName(), zip.readAllBytes());
            }
        }
        return members;
    }

    static Map<String, byte[]> tarZstMembers(byte[] bytes) throws IOException {
        return tarMembers(new ZstdInputStream(new ByteArrayInputStream(bytes)));
    }

    static Map<String, byte[]> tarBz2Members(byte[] bytes) throws IOException {
        return tarMembers(new BZip2CompressorInputStream(new ByteArrayInputStream(bytes)));
    }

    private static Map<String, byte[]> tarMembers(InputStream in) throws IOException {
        Map<String, byte[]> members = new LinkedHashMap<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(in)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                members.put(entry.getName(), tar.readAllBytes());
            }
        }
        return members;
    }
}
