package org.channelmirror.testkit.channel;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.channelmirror.model.PackageFormat;

/** Packs a package's members; equal members give equal bytes. */
final class PackageArchive {

    /** 2020-01-01T00:00:00Z, the time of every member of a tar. */
    private static final long MEMBER_TIME_MILLIS = 1_577_836_800_000L;

    private static final LocalDateTime ZIP_EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);
    private static final int ZSTD_LEVEL = 3;

    private final SortedMap<String, byte[]> info = new TreeMap<>();
    private final SortedMap<String, byte[]> payload = new TreeMap<>();

    /** Members under {@code info/} describe the package; all others are what it installs. */
    PackageArchive(Map<String, byte[]> members) {
        members.forEach((path, bytes) -> (path.startsWith("info/") ? info : payload).put(path, bytes));
    }

    byte[] pack(PackageFormat format, String stem) throws IOException {
        return switch (format) {
            case CONDA -> conda(stem);
            case TAR_BZ2 -> tarBz2();
        };
    }

    private byte[] tarBz2() throws IOException {
        SortedMap<String, byte[]> all = new TreeMap<>(info);
        all.putAll(payload);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (BZip2CompressorOutputStream out = new BZip2CompressorOutputStream(bytes)) {
            out.write(tar(all));
        }
        return bytes.toByteArray();
    }

    private byte[] conda(String stem) throws IOException {
        Map<String, byte[]> members = new LinkedHashMap<>();
        members.put("metadata.json", "{\"conda_pkg_format_version\": 2}".getBytes(StandardCharsets.UTF_8));
        members.put("pkg-" + stem + ".tar.zst", Zstd.compress(tar(payload), ZSTD_LEVEL));
        members.put("info-" + stem + ".tar.zst", Zstd.compress(tar(info), ZSTD_LEVEL));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> member : members.entrySet()) {
                zip.putNextEntry(stored(member.getKey(), member.getValue()));
                zip.write(member.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static ZipEntry stored(String name, byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(crc.getValue());
        entry.setTimeLocal(ZIP_EPOCH);
        return entry;
    }

    private static byte[] tar(SortedMap<String, byte[]> members) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, StandardCharsets.UTF_8.name())) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (Map.Entry<String, byte[]> member : members.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(member.getKey());
                entry.setSize(member.getValue().length);
                entry.setModTime(MEMBER_TIME_MILLIS);
                tar.putArchiveEntry(entry);
                tar.write(member.getValue());
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }
}
