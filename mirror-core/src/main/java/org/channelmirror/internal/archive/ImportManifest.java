package org.channelmirror.internal.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.channelmirror.api.SubdirPlan;
import org.channelmirror.internal.archive.ManifestLine.Kind;
import org.channelmirror.internal.frames.SortedFrames;
import org.channelmirror.internal.merge.CatalogSource;
import org.channelmirror.internal.merge.KnownFiles;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.model.DigestAlgorithm;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ArchiveItem;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.InvalidArchiveException;
import org.channelmirror.spi.InvalidArchiveException.Reason;
import org.jspecify.annotations.Nullable;

/** A manifest that came out of an archive, kept in a file: it is read as often as needed. */
final class ImportManifest {

    private static final int CHUNK_BYTES = 4 << 20;
    private static final int MOST_INDEX_FILES = 200_000;

    private final Path file;
    private final String name;
    private final byte[] sha256;
    private final ManifestHeader header;
    private final List<ManifestLine> indexes = new ArrayList<>();
    private final Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    private final Map<Subdir, Count> counts = new LinkedHashMap<>();

    /** What is listed of a subdir. */
    private static final class Count {

        private long listed;
        private long packages;
        private long bytes;
    }

    private ImportManifest(Path file, String name, byte[] sha256) throws IOException {
        this.file = file;
        this.name = name;
        this.sha256 = sha256;
        try (ManifestReader lines = open()) {
            this.header = lines.header();
            for (ManifestLine line = lines.next(); line != null; line = lines.next()) {
                note(line);
            }
        }
    }

    private void note(ManifestLine line) throws InvalidArchiveException {
        kinds.add(line.kind());
        if (line.kind() == Kind.INDEX || line.kind() == Kind.ROOT) {
            indexes.add(line);
        }
        if (indexes.size() > MOST_INDEX_FILES) {
            throw new InvalidArchiveException(Reason.LIMIT, name, "it lists too many files of indexes");
        }
        if (line.kind() == Kind.ROOT) {
            return;
        }
        Count count = counts.computeIfAbsent(line.subdir(), subdir -> new Count());
        if (line.kind() == Kind.FILE) {
            count.packages++;
            count.bytes += line.size();
        }
        if (line.kind() == Kind.FILE || line.kind() == Kind.IN_BASE) {
            count.listed++;
        }
    }

    static ImportManifest take(ArchiveItem item, Path scratch) throws IOException {
        Path file = Files.createTempFile(scratch, "manifest", "");
        MessageDigest digest = DigestAlgorithm.SHA256.newDigest();
        try (InputStream in = new DigestInputStream(item.content(), digest);
                OutputStream out = Files.newOutputStream(file)) {
            in.transferTo(out);
        }
        return new ImportManifest(file, item.path().value(), digest.digest());
    }

    /** Reads it from its beginning. */
    ManifestReader open() throws IOException {
        return new ManifestReader(Files.newInputStream(file), name);
    }

    /** What comes, subdir by subdir. */
    List<SubdirPlan> plans() {
        List<SubdirPlan> plans = new ArrayList<>();
        counts.forEach((subdir, count) -> plans.add(new SubdirPlan(
                subdir, count.listed, count.listed, count.packages, count.bytes, 0, 0, Map.of(), Optional.empty())));
        return plans;
    }

    /** The files of the indexes, beside them, and at the channel's root. */
    List<ManifestLine> indexes() {
        return indexes;
    }

    String name() {
        return name;
    }

    ManifestHeader header() {
        return header;
    }

    /** Refuses an archive that is not signed with a key. */
    void verify(PublicKey key, byte[] signature) throws InvalidArchiveException {
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(sha256);
            if (verifier.verify(signature)) {
                return;
            }
        } catch (GeneralSecurityException e) {
            throw refused("the signature cannot be verified with that key: " + e.getMessage());
        }
        throw refused("the archive is signed with another key, or its manifest was changed");
    }

    InvalidArchiveException refused(String problem) {
        return new InvalidArchiveException(Reason.SIGNATURE, name, problem);
    }

    /** Which of the files that the archive leaves to its base are not here. */
    List<String> missing(SyncContext context) throws IOException {
        List<String> missing = new ArrayList<>();
        if (!kinds.contains(Kind.IN_BASE)) {
            return missing;
        }
        Subdir current = Subdir.NOARCH;
        @Nullable KnownFiles known = null;
        try (ManifestReader lines = open()) {
            for (ManifestLine line = lines.next(); line != null; line = lines.next()) {
                if (line.kind() != Kind.IN_BASE) {
                    continue;
                }
                if (known == null || !line.subdir().equals(current)) {
                    if (known != null) {
                        known.close();
                    }
                    current = line.subdir();
                    known = known(context, current);
                }
                if (!isHere(context, line, known.find(new PackageFileName(line.file())))) {
                    missing.add(line.path());
                }
            }
        } finally {
            if (known != null) {
                known.close();
            }
        }
        return missing;
    }

    private static KnownFiles known(SyncContext context, Subdir subdir) throws IOException {
        Path nothing = context.scratch().resolve(subdir + "-none-known");
        try (SortedFrames none = new SortedFrames(context.scratch(), subdir + "-none", 0)) {
            Files.move(none.finish(), nothing, StandardCopyOption.REPLACE_EXISTING);
        }
        return new KnownFiles(new CatalogSource(context.untold(), subdir).current(), nothing);
    }

    private static boolean isHere(SyncContext context, ManifestLine line, @Nullable Holding known) throws IOException {
        if (known != null && !known.is(Holding.UNVERIFIED) && known.sha256Equals(line.hash(), 0)) {
            return true;
        }
        ChannelStorage storage = context.storage();
        var path = context.store().published(line.subdir(), line.file());
        boolean hasSize = storage.stat(path)
                .filter(object -> object.size() == line.size())
                .isPresent();
        if (!hasSize) {
            return false;
        }
        MessageDigest digest = DigestAlgorithm.SHA256.newDigest();
        try (InputStream in = new DigestInputStream(storage.open(path, ByteRange.ALL), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return ManifestCursor.describes(line, line.size(), digest.digest());
    }

    /** The names that it says were removed, as sorted frames. */
    Map<Subdir, Path> removed(Path scratch) throws IOException {
        if (!kinds.contains(Kind.REMOVED)) {
            return Map.of();
        }
        Map<Subdir, SortedFrames> frames = new HashMap<>();
        try (ManifestReader lines = open()) {
            for (ManifestLine line = lines.next(); line != null; line = lines.next()) {
                if (line.kind() == Kind.REMOVED) {
                    SortedFrames of = frames.get(line.subdir());
                    if (of == null) {
                        of = new SortedFrames(scratch, line.subdir() + "-gone", CHUNK_BYTES);
                        frames.put(line.subdir(), of);
                    }
                    of.add(ByteBuffer.wrap(KnownFiles.key(new PackageFileName(line.file()))));
                }
            }
        }
        Map<Subdir, Path> files = new HashMap<>();
        for (Map.Entry<Subdir, SortedFrames> entry : frames.entrySet()) {
            files.put(entry.getKey(), entry.getValue().finish());
            entry.getValue().close();
        }
        return files;
    }

    /** Refuses what is no signature. */
    static byte[] signature(ArchiveItem item) throws IOException {
        byte[] bytes = item.content().readNBytes(64);
        if (bytes.length != 64 || item.size() != 64) {
            throw new InvalidArchiveException(
                    Reason.SIGNATURE, item.path().value(), "an Ed25519 signature has 64 bytes, not " + item.size());
        }
        return bytes;
    }
}
