package org.channelmirror.internal.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.channelmirror.api.ExportReport;
import org.channelmirror.internal.archive.ManifestLine.Kind;
import org.channelmirror.internal.frames.FrameKey;
import org.channelmirror.internal.frames.FrameMerge;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.frames.FrameWriter;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.model.Digest;
import org.channelmirror.model.DigestAlgorithm;
import org.channelmirror.model.Subdir;
import org.jspecify.annotations.Nullable;

/** Writes an export's manifest, and the list of what is going to follow it. */
final class ExportManifest {

    private static final Optional<Digest> NO_DIGEST = Optional.empty();

    private final List<ExportedSubdir> subdirs;
    private final SortedMap<String, Path> root;
    private final @Nullable BaseFrames base;
    private final Path scratch;
    private final List<ExportReport.ExportedSubdir> counts = new ArrayList<>();

    ExportManifest(
            List<ExportedSubdir> subdirs, SortedMap<String, Path> root, @Nullable BaseFrames base, Path scratch) {
        this.subdirs = subdirs;
        this.root = root;
        this.base = base;
        this.scratch = scratch;
    }

    List<ExportReport.ExportedSubdir> counts() {
        return counts;
    }

    /** The holdings of a subdir that go into the archive. */
    Path packages(Subdir subdir) {
        return scratch.resolve(subdir + "-packages");
    }

    /** Writes both; what the catalog does not know of a file, it asks for. */
    void write(Path target, ManifestHeader header, Unknown unknown) throws IOException {
        try (ManifestWriter manifest = new ManifestWriter(Files.newOutputStream(target), header)) {
            for (ExportedSubdir subdir : subdirs) {
                write(manifest, subdir, unknown);
            }
            for (ExportedSubdir subdir : subdirs) {
                for (Map.Entry<String, Path> file : subdir.files().entrySet()) {
                    manifest.write(line(Kind.INDEX, subdir.line().subdir(), file.getKey(), file.getValue()));
                }
            }
            for (Map.Entry<String, Path> file : root.entrySet()) {
                manifest.write(line(Kind.ROOT, Subdir.NOARCH, file.getKey(), file.getValue()));
            }
        }
    }

    private static ManifestLine line(Kind kind, Subdir subdir, String name, Path file) throws IOException {
        Digest sha256 = Digest.of(DigestAlgorithm.SHA256, sha256(file));
        return new ManifestLine(kind, subdir, name, Files.size(file), Optional.of(sha256), NO_DIGEST);
    }

    /** Finds size and SHA-256 of a file whose record does not tell them. */
    @FunctionalInterface
    interface Unknown {
        void complete(Subdir subdir, Holding holding) throws IOException;
    }

    private void write(ManifestWriter manifest, ExportedSubdir exported, Unknown unknown) throws IOException {
        Subdir subdir = exported.line().subdir();
        long listed = 0;
        long packages = 0;
        long bytes = 0;
        long removed = 0;
        Holding entry = new Holding();
        try (FrameMerge merge = new FrameMerge(List.of(
                        new FrameReader(Files.newInputStream(exported.catalog())),
                        base == null ? FrameReader.empty() : base.open(subdir)));
                FrameWriter out = new FrameWriter(Files.newOutputStream(packages(subdir)))) {
            while (merge.next()) {
                FrameReader held = merge.at(0);
                FrameReader inBase = merge.at(1);
                if (held == null || !entry.read(held).is(Holding.PUBLISHED)) {
                    if (inBase != null) {
                        removed++;
                        String name = FrameKey.name(inBase.payload()).value();
                        manifest.write(new ManifestLine(Kind.REMOVED, subdir, name, 0, NO_DIGEST, NO_DIGEST));
                    }
                    continue;
                }
                if (!entry.is(Holding.HAS_SHA256) || !entry.is(Holding.HAS_SIZE)) {
                    unknown.complete(subdir, entry);
                }
                listed++;
                boolean known = inBase != null && BaseFrames.sameContent(inBase, entry.sha256());
                Optional<Digest> md5 = entry.is(Holding.HAS_MD5)
                        ? Optional.of(Digest.of(DigestAlgorithm.MD5, entry.md5()))
                        : NO_DIGEST;
                manifest.write(new ManifestLine(
                        known ? Kind.IN_BASE : Kind.FILE,
                        subdir,
                        entry.name().value(),
                        entry.size(),
                        Optional.of(Digest.of(DigestAlgorithm.SHA256, entry.sha256())),
                        md5));
                if (!known) {
                    packages++;
                    bytes += entry.size();
                    out.write(entry.payload());
                }
            }
            out.finish();
        }
        counts.add(new ExportReport.ExportedSubdir(subdir, listed, packages, bytes, removed));
    }

    static byte[] sha256(Path file) throws IOException {
        MessageDigest digest = DigestAlgorithm.SHA256.newDigest();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        }
        return digest.digest();
    }
}
