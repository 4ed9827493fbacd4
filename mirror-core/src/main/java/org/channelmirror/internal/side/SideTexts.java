package org.channelmirror.internal.side;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.channelmirror.internal.index.CopiedText;
import org.channelmirror.internal.index.UpstreamIndex;
import org.channelmirror.internal.merge.SubdirSources;
import org.channelmirror.internal.operation.Workplace;
import org.channelmirror.internal.state.Origins;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.model.Redaction;
import org.channelmirror.model.Subdir;
import org.channelmirror.repodata.MalformedRepodataException;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.StoragePath;

/** What one file beside an index is made of, in scratch files that go with this. */
public final class SideTexts implements AutoCloseable {

    private final Workplace work;
    private final Subdir subdir;
    private final SideFile side;
    private final Path folder;
    private int count;

    public SideTexts(Workplace work, Subdir subdir, SideFile side) throws IOException {
        this.work = work;
        this.subdir = subdir;
        this.side = side;
        this.folder = Files.createTempDirectory(work.scratch(), "side");
    }

    /** What upstream sent; {@code origin} is the number of the channel. */
    SideText upstream(UpstreamIndex.Fetched fetched, int origin) throws IOException {
        try (CopiedText text = CopiedText.of(fetched, folder)) {
            return read(text.in(), text.file(), origin, Redaction.redact(fetched.uri()));
        }
    }

    /** What an archive has. */
    public SideText archived(Path file, int origin) throws IOException {
        try (CopiedText text = CopiedText.of(file, folder)) {
            return read(text.in(), text.file(), origin, "the archive's " + subdir + "/" + side.fileName());
        }
    }

    /** What is published, which tells of packages that no channel lists any more, too; empty if it is of no use. */
    public Optional<SideText> published() throws IOException {
        return published(Origins.NO_CHANNEL);
    }

    /** The same under another number. */
    public Optional<SideText> published(int origin) throws IOException {
        StoragePath path = work.store().published(subdir, side.fileName());
        Optional<Path> local = work.storage().localPath(path);
        Path text = local.orElse(folder.resolve("published"));
        try {
            if (local.isEmpty()) {
                try (InputStream in = work.storage().open(path, ByteRange.ALL)) {
                    Files.copy(in, text);
                }
            }
            try (InputStream in = new BufferedInputStream(Files.newInputStream(text), 1 << 16)) {
                return Optional.of(read(in, text, origin, path.value()));
            }
        } catch (NoSuchFileException | MalformedRepodataException e) {
            work.events().warn(subdir + "/" + side.fileName(), "what was published is of no use: " + e.getMessage());
            return Optional.empty();
        }
    }

    private SideText read(InputStream in, Path text, int origin, String location) throws IOException {
        count++;
        return SideIngest.read(side, in, text, origin, folder, "text-" + count, work.events(), location);
    }

    /** The packages that the file may tell of. */
    public ListedNames listed(SubdirState state) throws IOException {
        return listed(() -> work.store().openCatalog(subdir, state.generation()));
    }

    /** The same of a catalog that tells otherwise where packages are from. */
    public ListedNames listed(SubdirSources.Catalog catalog) throws IOException {
        return ListedNames.of(side, catalog, folder);
    }

    @Override
    public void close() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
        Files.delete(folder);
    }
}
