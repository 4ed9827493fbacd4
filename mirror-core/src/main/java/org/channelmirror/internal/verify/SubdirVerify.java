package org.channelmirror.internal.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.channelmirror.api.VerifyFinding;
import org.channelmirror.api.VerifyFinding.Kind;
import org.channelmirror.api.VerifyFinding.Repair;
import org.channelmirror.internal.frames.DamagedFileException;
import org.channelmirror.internal.frames.FrameKey;
import org.channelmirror.internal.frames.FrameMerge;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.merge.CatalogSource;
import org.channelmirror.internal.merge.SubdirSources;
import org.channelmirror.internal.publish.IndexFormats;
import org.channelmirror.internal.shards.ShardFolder;
import org.channelmirror.internal.side.SideFile;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.internal.state.PublishedFile;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.internal.state.Tombstone;
import org.channelmirror.model.Subdir;

/**
 * Verifies one subdir. A run may publish meanwhile: files are replaced only after a state that does not list them is in force, so
 * what is wrong under a state that is the same before and after is wrong, and anything else is looked at again.
 */
final class SubdirVerify {

    private final VerifyContext context;
    private final Subdir subdir;
    private final FindingFile findings;
    private long unlisted;
    private long unlistedBytes;

    SubdirVerify(VerifyContext context, Subdir subdir, FindingFile findings) {
        this.context = context;
        this.subdir = subdir;
        this.findings = findings;
    }

    /**
     * What was found wrong.
     *
     * @param catalog what was held to the files
     * @param packages a file of {@link Damage}s
     */
    record Found(
            Subdir subdir,
            SubdirSources.Catalog catalog,
            List<IndexCheck.DamagedIndex> indexes,
            Path packages,
            long missing,
            long corrupt,
            long listed,
            long bytes,
            long unlisted,
            long unlistedBytes) {

        boolean isIntact() {
            return indexes.isEmpty() && missing + corrupt == 0;
        }
    }

    /** Verifies all; what is not listed goes to the findings, what is damaged into the answer. */
    Found run() throws IOException, InterruptedException {
        Set<String> indexes = indexNames();
        ShardFolder shards = new ShardFolder(context.storage(), context.store(), subdir);
        Path stored = StoredListing.of(context, subdir, other -> {
            if (!indexes.contains(other.path().fileName()) && !shards.isShard(other.path())) {
                unlisted(new VerifyFinding(
                        Optional.of(subdir),
                        other.path(),
                        Kind.UNKNOWN,
                        "it is neither a package nor an index of this mirror",
                        OptionalLong.of(other.size()),
                        Repair.NOT_TRIED));
            }
        });
        PackageWalk walk = new PackageWalk(context, subdir, context.shelf(subdir));
        Optional<Path> suspects = Optional.empty();
        long listed = -1;
        long bytes = 0;
        for (int round = 0; ; round++) {
            IndexCheck.Result index = new IndexCheck(context, subdir).run();
            try {
                Checked checked = check(walk, index, suspects, "-damaged-" + round);
                if (listed < 0) {
                    listed = walk.listed();
                    bytes = walk.bytes();
                }
                if (isInForce(index.state())) {
                    findUnlisted(checked.catalog(), stored);
                    return found(index.damaged(), checked, listed, bytes);
                }
                suspects = Optional.of(checked.damaged());
            } catch (NoSuchFileException e) {
                // The catalog went when its successor came.
                if (isInForce(index.state())) {
                    throw e;
                }
            }
        }
    }

    /** Checks again what was found before, with what is published now; answers what is wrong still. */
    Checked again(Path damaged, String name) throws IOException, InterruptedException {
        IndexCheck.Result index = new IndexCheck(context, subdir).run();
        return check(new PackageWalk(context, subdir, context.shelf(subdir)), index, Optional.of(damaged), name);
    }

    /** A catalog, and a file of what is not as it says. */
    record Checked(SubdirSources.Catalog catalog, Path damaged, List<IndexCheck.DamagedIndex> indexes) {}

    private Checked check(PackageWalk walk, IndexCheck.Result index, Optional<Path> only, String name)
            throws IOException, InterruptedException {
        SubdirSources.Catalog catalog = catalog(index);
        try {
            return new Checked(catalog, walk.run(catalog, only, name), index.damaged());
        } catch (DamagedFileException e) {
            context.events().warn(subdir.name(), "the catalog is damaged; the index is asked: " + e.getMessage());
            SubdirSources.Catalog rebuilt = context.catalogs(subdir).rebuilt();
            return new Checked(rebuilt, walk.run(rebuilt, only, name + "-rebuilt"), index.damaged());
        }
    }

    /** A damaged index is no witness: the catalog that was published with it is. */
    private SubdirSources.Catalog catalog(IndexCheck.Result index) throws IOException {
        CatalogSource catalogs = context.catalogs(subdir);
        if (!index.belongs() || index.state().isEmpty()) {
            return catalogs.current();
        }
        long generation = index.state().get().generation();
        boolean exists = context.storage()
                .stat(context.store().catalog(subdir, generation))
                .isPresent();
        // A run that publishes meanwhile takes it away: the next round has its successor.
        return exists ? () -> context.store().openCatalog(subdir, generation) : catalogs.rebuilt();
    }

    private boolean isInForce(Optional<SubdirState> state) throws IOException {
        Optional<Long> now = context.store().subdir(subdir).map(SubdirState::generation);
        return now.equals(state.map(SubdirState::generation));
    }

    private Set<String> indexNames() throws IOException {
        Set<String> names = new HashSet<>();
        names.addAll(IndexFormats.fileNames());
        for (SideFile side : SideFile.values()) {
            side.forms().forEach(form -> names.add(form.of(side.fileName())));
        }
        context.store().subdir(subdir).stream()
                .flatMap(state -> state.files().stream())
                .map(PublishedFile::name)
                .forEach(names::add);
        return names;
    }

    private void findUnlisted(SubdirSources.Catalog catalog, Path stored) throws IOException, InterruptedException {
        boolean isPending = context.store().hasJournal(subdir);
        Holding entry = new Holding();
        try (DueFiles due = DueFiles.of(context.store(), subdir);
                FrameMerge merge = new FrameMerge(List.of(catalog.open(), read(stored)))) {
            while (merge.next()) {
                FrameReader inStorage = merge.at(1);
                FrameReader inCatalog = merge.at(0);
                if (inStorage == null) {
                    continue;
                }
                if (inCatalog != null && entry.read(inCatalog).is(Holding.PUBLISHED)) {
                    continue;
                }
                context.checkCancelled();
                if (inCatalog == null) {
                    unknown(inStorage, due.find(inStorage.payload()), isPending);
                } else {
                    hidden(inStorage, entry);
                }
            }
        }
    }

    private static FrameReader read(Path file) throws IOException {
        return new FrameReader(Files.newInputStream(file));
    }

    /** A file that the catalog does not have. */
    private void unknown(FrameReader stored, Optional<Tombstone> due, boolean isPending) throws IOException {
        if (due.isPresent() && due.get().size() == StoredListing.size(stored)) {
            unlisted(
                    stored,
                    Kind.NO_LONGER_LISTED,
                    "\"clean\" took it out of the index: from " + due.get().notBefore()
                            + " on the next command that changes the account deletes it");
        } else if (isPending) {
            unlisted(
                    stored,
                    Kind.NO_LONGER_LISTED,
                    "no index names it yet: a sync that was interrupted, or goes on, may have fetched it; the next"
                            + " one lists it");
        } else {
            unlisted(stored, Kind.UNKNOWN, "no index ever named it: whoever put it there may take it away");
        }
    }

    /** A file that the catalog has, and the index has not. */
    private void hidden(FrameReader stored, Holding entry) throws IOException {
        if (entry.is(Holding.WITHDRAWN)) {
            unlisted(stored, Kind.WITHDRAWN, "upstream withdrew it: it is hidden, and kept for those who know its URL");
        } else {
            unlisted(
                    stored,
                    Kind.NO_LONGER_LISTED,
                    "the index lists it no more: it is kept for those who know its URL, until \"clean\" deletes it");
        }
    }

    private void unlisted(FrameReader stored, Kind kind, String reason) throws IOException {
        var path = context.store()
                .published(subdir, FrameKey.name(stored.payload()).value());
        if (context.storage().stat(path).isPresent()) {
            OptionalLong size = OptionalLong.of(StoredListing.size(stored));
            unlisted(new VerifyFinding(Optional.of(subdir), path, kind, reason, size, Repair.NOT_TRIED));
        }
    }

    private void unlisted(VerifyFinding finding) throws IOException {
        unlisted++;
        unlistedBytes += finding.size().orElse(0);
        findings.add(finding);
    }

    private Found found(List<IndexCheck.DamagedIndex> indexes, Checked checked, long listed, long bytes)
            throws IOException {
        long missing = 0;
        long corrupt = 0;
        try (FrameReader frames = read(checked.damaged())) {
            while (frames.next()) {
                boolean isMissing = Damage.read(frames).kind() == Kind.MISSING;
                missing += isMissing ? 1 : 0;
                corrupt += isMissing ? 0 : 1;
            }
        }
        return new Found(
                subdir,
                checked.catalog(),
                indexes,
                checked.damaged(),
                missing,
                corrupt,
                listed,
                bytes,
                unlisted,
                unlistedBytes);
    }
}
