package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.channelmirror.api.ArchiveBase;
import org.channelmirror.api.ArchiveException;
import org.channelmirror.api.ExportRequest;
import org.channelmirror.api.ImportReport;
import org.channelmirror.api.ImportRequest;
import org.channelmirror.api.MirrorException;
import org.channelmirror.archive.ArchiveSources;
import org.channelmirror.archive.TarFormat;
import org.channelmirror.spi.ArchiveItem;
import org.channelmirror.spi.ArchiveLimits;
import org.channelmirror.spi.ArchiveOptions;
import org.channelmirror.spi.ArchiveReader;
import org.channelmirror.spi.ArchiveSource;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.InvalidArchiveException.Reason;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;
import org.channelmirror.storage.InMemoryStorage;
import org.junit.jupiter.api.BeforeEach;

/** A mirror on the near side of an air gap, and an empty one on the far side. */
abstract class ArchiveTestBase extends SyncTestBase {

    static final TarFormat TAR = new TarFormat();

    ChannelStorage far;
    Published farPublished;

    ArchiveTestBase() {
        super(Setup.MEMORY_FROM_FILES);
    }

    @BeforeEach
    void emptyFarSide() {
        far = new InMemoryStorage();
        farPublished = new Published(far);
    }

    byte[] export() throws MirrorException {
        return export(builder -> builder);
    }

    byte[] export(UnaryOperator<ExportRequest.Builder> change) throws MirrorException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ExportRequest.Builder builder = ExportRequest.builder(storage)
                .destination(new ExportRequest.Destination(TAR, ArchiveOptions.PLAIN, out));
        client.exportArchive(change.apply(builder).build());
        return out.toByteArray();
    }

    static ArchiveSource source(byte[] archive) {
        return limits -> TAR.reader(new ByteArrayInputStream(archive), limits);
    }

    static ArchiveBase since(byte[] archive) {
        return new ArchiveBase.Archive(source(archive));
    }

    ImportReport importInto(ChannelStorage target, byte[] archive) throws MirrorException {
        return importInto(target, source(archive), builder -> builder);
    }

    ImportReport importInto(ChannelStorage target, ArchiveSource source, UnaryOperator<ImportRequest.Builder> change)
            throws MirrorException {
        return client.importArchive(
                change.apply(ImportRequest.builder(target, source)).build());
    }

    ArchiveException assertRefused(Reason reason, ChannelStorage target, byte[] archive) {
        ArchiveException refused = assertThrows(ArchiveException.class, () -> importInto(target, archive));
        assertEquals(reason, refused.reason(), refused::toString);
        return refused;
    }

    /** Everything that clients see of the packages and indexes, by path. */
    /** Everything that a client can read, but for shards that no index names any more. */
    static Map<String, String> visible(ChannelStorage storage) throws IOException {
        Published published = new Published(storage);
        Map<String, String> all = new TreeMap<>();
        try (Stream<StoredObject> objects = storage.list(StoragePath.of("conda"))) {
            for (StoredObject object : objects.toList()) {
                String path = object.path().value();
                if (!path.contains("/shards/")) {
                    all.put(path, Published.hash("SHA-256", published.bytes(object.path())));
                }
            }
        }
        return all;
    }

    /** The entries of an archive, by path. */
    static Map<String, byte[]> entries(byte[] archive) throws IOException {
        Map<String, byte[]> entries = new java.util.LinkedHashMap<>();
        try (ArchiveReader reader = source(archive).open(ArchiveLimits.DEFAULT)) {
            for (var item = reader.next(); item.isPresent(); item = reader.next()) {
                ArchiveItem entry = item.get();
                entries.put(entry.path().value(), entry.content().readAllBytes());
            }
        }
        return entries;
    }

    static byte[] archive(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (var writer = TAR.writer(out, ArchiveOptions.PLAIN)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                byte[] bytes = entry.getValue();
                writer.add(new StoragePath(entry.getKey()), bytes.length, content -> content.write(bytes));
            }
            writer.finish();
        }
        return out.toByteArray();
    }

    static ArchiveSource folder(java.nio.file.Path folder) {
        return ArchiveSources.at(folder, TAR);
    }

    /** A folder with the entries of an archive. */
    Path expanded(Map<String, byte[]> entries) throws IOException {
        Path folder = temp.resolve("expanded");
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
            Path file = folder.resolve(entry.getKey());
            Files.createDirectories(file.getParent());
            Files.write(file, entry.getValue());
        }
        return folder;
    }
}
