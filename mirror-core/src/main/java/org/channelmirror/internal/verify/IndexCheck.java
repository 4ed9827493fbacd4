package org.channelmirror.internal.verify;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.channelmirror.internal.frames.DamagedFileException;
import org.channelmirror.internal.index.IgnoredRepodata;
import org.channelmirror.internal.index.TextForm;
import org.channelmirror.internal.index.UpstreamIndex.Variant;
import org.channelmirror.internal.publish.IndexFormats;
import org.channelmirror.internal.shards.ShardFolder;
import org.channelmirror.internal.state.PublishedFile;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.model.Digest;
import org.channelmirror.model.DigestAlgorithm;
import org.channelmirror.model.Subdir;
import org.channelmirror.repodata.MalformedRepodataException;
import org.channelmirror.repodata.RepodataReader;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;
import org.channelmirror.spi.VersionToken;

/**
 * Compares the published index files with what the state says of them. A run that publishes at the same time, or was killed while it
 * did, leaves another index than the state knows: such a one agrees with itself, as a damaged one does not.
 */
public final class IndexCheck {

    private static final String JSON = Variant.JSON.fileName();
    private static final String ZST = Variant.ZST.fileName();
    private static final String SHARDS = ShardFolder.INDEX;

    private final VerifyContext context;
    private final Subdir subdir;

    IndexCheck(VerifyContext context, Subdir subdir) {
        this.context = context;
        this.subdir = subdir;
    }

    /** An index file that is not what it should be. */
    record DamagedIndex(String fileName, String reason) {}

    /**
     * What was found.
     *
     * @param state the state that the files were compared with
     * @param belongs whether the plain index is the one of the state, or cannot be used in place of it
     */
    record Result(Optional<SubdirState> state, List<DamagedIndex> damaged, boolean belongs) {}

    /** Looks until nothing changes any more while it looks. */
    Result run() throws IOException, InterruptedException {
        for (Standing before = standing(); ; ) {
            context.checkCancelled();
            Result result = look(before.state());
            Standing after = standing();
            if (result.damaged().isEmpty() || before.equals(after)) {
                return result;
            }
            before = after;
        }
    }

    /** By what a publication is told. */
    private record Standing(Optional<SubdirState> state, List<Optional<VersionToken>> files) {}

    private Standing standing() throws IOException {
        Optional<SubdirState> state = context.store().subdir(subdir);
        List<Optional<VersionToken>> files = new ArrayList<>();
        for (String name : IndexFormats.fileNames()) {
            files.add(context.storage().stat(path(name)).map(StoredObject::token));
        }
        return new Standing(state, files);
    }

    private Result look(Optional<SubdirState> state) throws IOException {
        List<DamagedIndex> damaged = new ArrayList<>();
        if (state.isEmpty()) {
            lookWithoutState(damaged);
            return new Result(state, damaged, false);
        }
        Optional<String> json = sha256(path(JSON), Optional.empty());
        boolean belongs = json.isPresent() && json.get().equals(expected(state.get(), JSON));
        for (PublishedFile file : state.get().files()) {
            Optional<String> found = file.name().equals(JSON) ? json : sha256(path(file.name()), Optional.empty());
            if (found.isEmpty()) {
                damaged.add(new DamagedIndex(file.name(), "it was published, and is not there"));
            } else if (!found.get().equals(file.sha256()) && !isAnotherRuns(file.name(), json, belongs)) {
                damaged.add(new DamagedIndex(
                        file.name(), "expected sha256:" + file.sha256() + ", got sha256:" + found.get()));
            }
        }
        if (state.get().file(SHARDS).isPresent()) {
            lookAtShards(state.get(), damaged);
        }
        new SideCheck(context.storage(), context.store(), Optional.of(subdir)).look(damaged);
        boolean isJsonDamaged =
                damaged.stream().anyMatch(each -> each.fileName().equals(JSON));
        return new Result(state, damaged, belongs || isJsonDamaged);
    }

    /** What a shard index names has to be there, since clients ask for it by its checksum. */
    private void lookAtShards(SubdirState state, List<DamagedIndex> damaged) throws IOException {
        ShardFolder shards = new ShardFolder(context.storage(), context.store(), subdir);
        try {
            shards.eachNamed(state.generation(), expected -> {
                StoragePath shard = shards.shard(expected);
                Optional<String> found = sha256(shard, Optional.empty());
                if (found.isEmpty() || !found.get().equals(expected)) {
                    String problem = found.isEmpty()
                            ? "the shard index names it, and it is not there"
                            : "its bytes are not those that its name says: sha256:" + found.get();
                    damaged.add(new DamagedIndex(ShardFolder.FOLDER + "/" + shard.fileName(), problem));
                }
            });
            boolean belongs = sha256(path(SHARDS), Optional.empty()).equals(Optional.of(expected(state, SHARDS)));
            if (belongs
                    && !shards.isAsListed(state.generation(), Files.createTempDirectory(context.scratch(), "names"))) {
                damaged.add(new DamagedIndex(SHARDS, "it names other shards than those that were made for it"));
            }
        } catch (DamagedFileException e) {
            damaged.add(new DamagedIndex(SHARDS, "the private list of its shards is damaged: " + e.getMessage()));
        }
    }

    private static String expected(SubdirState state, String name) {
        return state.file(name).map(PublishedFile::sha256).orElse("");
    }

    /** A form of the index that another run has made visible, while others follow or after all of them. */
    private boolean isAnotherRuns(String name, Optional<String> json, boolean belongs) throws IOException {
        Optional<Variant> variant = Variant.of(name);
        if (variant.isEmpty()) {
            boolean isWhole = !name.endsWith(TextForm.ZST.of("")) || isWholeFrame(path(name));
            return (!belongs || isBeingPublished()) && isWhole;
        }
        Optional<String> decoded = sha256(path(ZST), Optional.of(Variant.ZST));
        if (variant.get() != Variant.BZ2 && decoded.isPresent() && decoded.equals(json)) {
            return true;
        }
        return variant.get() != Variant.JSON && isBeingPublished() && isReadable(name);
    }

    private boolean isWholeFrame(StoragePath path) throws IOException {
        return sha256(path, Optional.of(Variant.ZST)).isPresent();
    }

    private boolean isBeingPublished() throws IOException {
        return context.storage().staged().contains(context.store().stageKey(subdir, "index-" + JSON));
    }

    private void lookWithoutState(List<DamagedIndex> damaged) throws IOException {
        if (context.storage().stat(path(JSON)).isPresent() && !isReadable(JSON)) {
            damaged.add(new DamagedIndex(JSON, "it cannot be read as an index"));
        }
    }

    private boolean isReadable(String name) throws IOException {
        Variant variant = Variant.of(name).orElseThrow();
        try (InputStream in = open(path(name), variant)) {
            RepodataReader.read(in, IgnoredRepodata.INSTANCE);
            return true;
        } catch (NoSuchFileException | MalformedRepodataException e) {
            return false;
        } catch (IOException e) {
            if (variant == Variant.JSON) {
                throw e;
            }
            return false;
        }
    }

    private StoragePath path(String name) {
        return context.store().published(subdir, name);
    }

    /** The checksum of a file, or of the text that it holds in a form; empty if it is not there or holds none. */
    private Optional<String> sha256(StoragePath path, Optional<Variant> form) throws IOException {
        MessageDigest digest = DigestAlgorithm.SHA256.newDigest();
        try (InputStream in = open(path, form.orElse(Variant.JSON))) {
            byte[] buffer = new byte[1 << 16];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
            return Optional.of(
                    Digest.of(DigestAlgorithm.SHA256, digest.digest()).hex());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            if (form.isPresent()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private InputStream open(StoragePath path, Variant form) throws IOException {
        return form.decoded(new BufferedInputStream(context.storage().open(path, ByteRange.ALL), 1 << 16));
    }
}
