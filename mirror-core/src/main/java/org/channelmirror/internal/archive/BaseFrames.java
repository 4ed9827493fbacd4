package org.channelmirror.internal.archive;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.channelmirror.api.ArchiveBase;
import org.channelmirror.internal.frames.FrameKey;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.frames.SortedFrames;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.model.Digest;
import org.channelmirror.model.DigestAlgorithm;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ArchiveItem;
import org.channelmirror.spi.ArchiveLimits;
import org.channelmirror.spi.ArchiveReader;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.InvalidArchiveException;
import org.channelmirror.spi.InvalidArchiveException.Reason;

/** The packages that a delta's base has, as sorted frames of a key and a SHA-256, subdir by subdir. */
final class BaseFrames {

    private static final int CHUNK_BYTES = 8 << 20;
    private static final List<String> COLUMNS = List.of("subdir", "name", "size", "sha256");

    private final Path scratch;
    private final Map<Subdir, SortedFrames> collecting = new HashMap<>();
    private final Map<Subdir, Path> files = new HashMap<>();
    private final MessageDigest digest = DigestAlgorithm.SHA256.newDigest();
    private String id = "";

    private BaseFrames(Path scratch) {
        this.scratch = scratch;
    }

    /** Reads a base; {@code last} opens what was noted of the last export. */
    static BaseFrames read(ArchiveBase base, ArchiveBase.Input last, Path scratch) throws IOException {
        BaseFrames frames = new BaseFrames(scratch);
        if (base instanceof ArchiveBase.Archive archive) {
            frames.readArchive(archive);
        } else if (base instanceof ArchiveBase.Manifest manifest) {
            frames.readManifest(manifest.input().open(), "the base");
        } else if (base instanceof ArchiveBase.Inventory inventory) {
            frames.readInventory(inventory.input().open());
        } else {
            try {
                frames.readManifest(last.open(), "the last export");
            } catch (NoSuchFileException e) {
                throw new NoSuchFileException(
                        "last", null, "nothing was exported from this account yet: make a full archive first");
            }
        }
        frames.finish();
        return frames;
    }

    /** What a snapshot lists. */
    static BaseFrames of(ChannelStorage storage, ExportPlaces places, Path scratch) throws IOException {
        BaseFrames frames = new BaseFrames(scratch);
        for (Subdir subdir : places.subdirs()) {
            SubdirState state = places.state(subdir).orElseThrow();
            Holding listed = new Holding();
            try (FrameReader catalog = new FrameReader(storage.open(places.catalog(subdir, state), ByteRange.ALL))) {
                while (catalog.next()) {
                    if (listed.read(catalog).is(Holding.PUBLISHED) && listed.is(Holding.HAS_SHA256)) {
                        frames.digest.update(listed.sha256());
                        frames.add(subdir, listed.name(), listed.sha256());
                    }
                }
            }
        }
        frames.id = Digest.of(DigestAlgorithm.SHA256, frames.digest.digest()).hex();
        frames.finish();
        return frames;
    }

    /** The checksum of the base, by which archives of one chain are told. */
    String id() {
        return id;
    }

    /** What the base has of a subdir. */
    FrameReader open(Subdir subdir) throws IOException {
        Path file = files.get(subdir);
        return file == null ? FrameReader.empty() : new FrameReader(Files.newInputStream(file));
    }

    /** The SHA-256 in a frame. */
    static boolean sameContent(FrameReader frame, byte[] sha256) {
        int at = FrameKey.end(frame.payload());
        return java.util.Arrays.equals(frame.payload(), at, at + 32, sha256, 0, 32);
    }

    private void readArchive(ArchiveBase.Archive archive) throws IOException {
        try (ArchiveReader reader = archive.source().open(ArchiveLimits.DEFAULT)) {
            Optional<ArchiveItem> first = reader.next();
            if (first.isEmpty() || !ArchivePaths.isManifest(first.get().path())) {
                throw new InvalidArchiveException(
                        Reason.DAMAGED,
                        first.map(item -> item.path().value()).orElse("the base"),
                        "the base does not begin with a manifest; give an archive that was exported, or an inventory");
            }
            readManifest(first.get().content(), first.get().path().value());
        }
    }

    private void readManifest(InputStream stream, String name) throws IOException {
        try (DigestInputStream in = new DigestInputStream(stream, digest);
                ManifestReader reader = new ManifestReader(in, name)) {
            for (ManifestLine line = reader.next(); line != null; line = reader.next()) {
                if (line.kind() == ManifestLine.Kind.FILE || line.kind() == ManifestLine.Kind.IN_BASE) {
                    add(line.subdir(), new PackageFileName(line.file()), line.hash());
                }
            }
        }
        id = Digest.of(DigestAlgorithm.SHA256, digest.digest()).hex();
    }

    private void readInventory(InputStream stream) throws IOException {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new DigestInputStream(stream, digest), StandardCharsets.UTF_8))) {
            List<String> head = fields(String.valueOf(lines.readLine()));
            int[] at = COLUMNS.stream().mapToInt(head::indexOf).toArray();
            for (int i = 0; i < at.length; i++) {
                if (at[i] < 0) {
                    throw noInventory(1, "its first line has no column \"" + COLUMNS.get(i) + "\"");
                }
            }
            long number = 1;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                try {
                    List<String> fields = fields(line);
                    byte[] sha256 = HexFormat.of().parseHex(fields.get(at[3]));
                    if (sha256.length == 32) {
                        add(new Subdir(fields.get(at[0])), new PackageFileName(fields.get(at[1])), sha256);
                    }
                } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                    throw noInventory(number, String.valueOf(e.getMessage()));
                }
            }
        }
        id = Digest.of(DigestAlgorithm.SHA256, digest.digest()).hex();
    }

    private static InvalidArchiveException noInventory(long line, String problem) {
        return new InvalidArchiveException(Reason.DAMAGED, "the inventory, line " + line, problem);
    }

    /** None of the columns that are looked at can have a comma or a quotation mark in it. */
    private static List<String> fields(String line) {
        return List.of(line.replace("\"", "").strip().split(",", -1));
    }

    private void add(Subdir subdir, PackageFileName name, byte[] sha256) throws IOException {
        SortedFrames frames = collecting.get(subdir);
        if (frames == null) {
            frames = new SortedFrames(scratch, subdir + "-base", CHUNK_BYTES);
            collecting.put(subdir, frames);
        }
        ByteBuffer frame = ByteBuffer.allocate(256 + sha256.length);
        FrameKey.put(frame, name.format(), name.value().getBytes(StandardCharsets.US_ASCII));
        frames.add(frame.put(sha256).flip());
    }

    private void finish() throws IOException {
        for (Map.Entry<Subdir, SortedFrames> entry : collecting.entrySet()) {
            files.put(entry.getKey(), entry.getValue().finish());
            entry.getValue().close();
        }
    }
}
