package org.channelmirror.internal.archive;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.channelmirror.internal.archive.ManifestLine.Kind;
import org.channelmirror.internal.frames.FrameKey;
import org.channelmirror.internal.merge.KnownFiles;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ArchiveReader.Strays;
import org.channelmirror.spi.InvalidArchiveException;
import org.channelmirror.spi.InvalidArchiveException.Reason;
import org.jspecify.annotations.Nullable;

/** Goes through a manifest beside the archive that it belongs to. Packages come in its order, index files behind them or between. */
final class ManifestCursor implements AutoCloseable {

    private final ManifestReader lines;
    private final List<Subdir> subdirs;
    private final Strays strays;
    private final Map<String, ManifestLine> indexes = new LinkedHashMap<>();
    private @Nullable ManifestLine current;

    private ManifestCursor(ManifestReader lines, Strays strays, List<ManifestLine> indexes) throws IOException {
        this.lines = lines;
        this.subdirs =
                lines.header().subdirs().stream().map(line -> line.subdir()).toList();
        this.strays = strays;
        indexes.forEach(line -> this.indexes.put(line.path(), line));
        this.current = lines.next();
    }

    static ManifestCursor open(ImportManifest manifest, Strays strays) throws IOException {
        return new ManifestCursor(manifest.open(), strays, manifest.indexes());
    }

    /** The line of a package that came; empty if it is to be passed over. */
    Optional<ManifestLine> find(Subdir subdir, PackageFileName name) throws IOException {
        while (current != null && isPackage(current)) {
            int order = compare(current, subdir, name);
            if (order > 0) {
                break;
            }
            ManifestLine line = current;
            boolean isListed = line.kind() != Kind.REMOVED;
            if (order == 0 && isListed) {
                current = lines.next();
                return Optional.of(line);
            }
            passOver(line);
            current = lines.next();
        }
        if (strays == Strays.REFUSED) {
            throw new InvalidArchiveException(
                    Reason.MANIFEST_MISMATCH, subdir + "/" + name, "the manifest does not list it, or not there");
        }
        return Optional.empty();
    }

    private static boolean isPackage(ManifestLine line) {
        return line.kind() != Kind.INDEX && line.kind() != Kind.ROOT;
    }

    /** The line of an index file that came; empty if it is to be passed over. */
    Optional<ManifestLine> findIndex(Subdir subdir, String file) throws InvalidArchiveException {
        return findOther(subdir + "/" + file);
    }

    /** The line of a file at the channel's root that came; empty if it is to be passed over. */
    Optional<ManifestLine> findRoot(String file) throws InvalidArchiveException {
        return findOther(file);
    }

    private Optional<ManifestLine> findOther(String path) throws InvalidArchiveException {
        ManifestLine line = indexes.remove(path);
        if (line != null) {
            return Optional.of(line);
        }
        if (strays == Strays.REFUSED) {
            throw new InvalidArchiveException(Reason.MANIFEST_MISMATCH, path, "the manifest does not list it");
        }
        return Optional.empty();
    }

    /** Whether everything came that was to come. */
    void finish() throws IOException {
        while (current != null && isPackage(current)) {
            passOver(current);
            current = lines.next();
        }
        if (!indexes.isEmpty()) {
            throw absent(indexes.values().iterator().next());
        }
    }

    private void passOver(ManifestLine line) throws InvalidArchiveException {
        if (line.kind() == Kind.FILE && strays == Strays.REFUSED) {
            throw absent(line);
        }
    }

    private static InvalidArchiveException absent(ManifestLine line) {
        return new InvalidArchiveException(
                Reason.MANIFEST_MISMATCH, line.path(), "the manifest lists it and the archive does not have it");
    }

    private int compare(ManifestLine line, Subdir subdir, PackageFileName name) {
        if (line.subdir().equals(subdir) && line.file().equals(name.value())) {
            return 0;
        }
        int order = Integer.compare(order(line.subdir()), order(subdir));
        return order != 0
                ? order
                : FrameKey.compare(KnownFiles.key(new PackageFileName(line.file())), KnownFiles.key(name));
    }

    private int order(Subdir subdir) {
        int at = subdirs.indexOf(subdir);
        return at < 0 ? subdirs.size() : at;
    }

    /** Whether bytes are the ones of a line. */
    static boolean describes(ManifestLine line, long size, byte[] sha256) {
        return line.size() == size && Arrays.equals(line.hash(), sha256);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
