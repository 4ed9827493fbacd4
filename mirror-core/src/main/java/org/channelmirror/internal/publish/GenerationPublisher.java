package org.channelmirror.internal.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.channelmirror.api.IndexFormat;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.frames.FrameWriter;
import org.channelmirror.internal.index.LocalText;
import org.channelmirror.internal.index.UpstreamIndex.Variant;
import org.channelmirror.internal.merge.IndexHeader;
import org.channelmirror.internal.merge.RevisedCount;
import org.channelmirror.internal.merge.SubdirSources;
import org.channelmirror.internal.operation.Workplace;
import org.channelmirror.internal.shards.OverlongShardException;
import org.channelmirror.internal.shards.ShardFolder;
import org.channelmirror.internal.shards.ShardNotes;
import org.channelmirror.internal.shards.StagedShards;
import org.channelmirror.internal.state.IndexInput;
import org.channelmirror.internal.state.Origins;
import org.channelmirror.internal.state.PublishedFile;
import org.channelmirror.internal.state.StagedOutput;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.internal.threads.WriteOut;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.Publication;
import org.channelmirror.spi.StagedWrite;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.VersionToken;

/**
 * Writes a subdir's index in all its forms with the catalog that belongs to them, and makes them visible: everything is staged and
 * durable first; then the catalog and the list of shards, which nobody reads yet, the shards, and the indexes. The state that names
 * the generation is the caller's to save.
 */
public final class GenerationPublisher {

    private final Workplace work;
    private final ChannelStorage storage;
    private final Subdir subdir;
    private final String settings;
    private final Forms forms;
    private final ShardFolder shardFolder;

    /** Begins; {@code settings} is a fingerprint of what was asked for. */
    public GenerationPublisher(Workplace work, Subdir subdir, String settings, Forms forms) {
        this.work = work;
        this.storage = work.storage();
        this.subdir = subdir;
        this.settings = settings;
        this.forms = forms;
        this.shardFolder = new ShardFolder(storage, work.store(), subdir);
    }

    /** Looks which forms a generation has. */
    @FunctionalInterface
    public interface Forms {
        IndexFormats find() throws IOException;
    }

    /** Writes one of the passes into an index and a catalog. */
    @FunctionalInterface
    public interface Pass {
        PublishPass.Counts run(GenerationOutput output) throws IOException;
    }

    /** A generation that is staged, its index in each of its forms. */
    public record Generation(
            StagedOutput catalog,
            List<StagedIndex> files,
            Optional<StagedShards> shards,
            PublishPass.Counts counts,
            IndexFormats formats) {

        void discardAll() throws IOException {
            if (shards.isPresent()) {
                shards.get().discardAll();
            }
            for (StagedIndex file : files) {
                file.discard();
            }
            catalog.staged().discard();
            catalog.staged().close();
        }
    }

    /** Publishes the index without the packages that wait to be replaced; it will not be taken for a complete one. */
    public SubdirState withdraw(
            SubdirSources.Catalog current, Path replacements, IndexHeader header, Optional<SubdirState> previous)
            throws IOException {
        RevisedCount count = RevisedCount.ofWithdrawal(current, new FrameReader(Files.newInputStream(replacements)));
        Generation generation =
                write(header, count, previous, output -> new WithdrawPass(output).run(current, replacements));
        List<IndexInput> inputs = previous.map(SubdirState::inputs).orElse(List.of());
        Origins origins = previous.map(SubdirState::origins).orElse(Origins.EMPTY);
        SubdirState.Times times = previous.map(SubdirState::times).orElse(SubdirState.Times.NONE);
        SubdirState state = publish(generation, inputs, origins, SubdirState.Completeness.PARTIAL, previous, times);
        work.store().saveSubdir(subdir, state);
        work.store().deleteOldCatalogs(subdir, state.generation());
        return state;
    }

    /** Whether any form of the index is there, whoever put it there. */
    public boolean isAnyPublished() throws IOException {
        return IndexFormats.isAnyPublished(work, subdir);
    }

    /** Stages a generation of what is published now and what is new. */
    Generation write(IndexHeader header, RevisedCount count, Optional<SubdirState> previous, Pass pass)
            throws IOException {
        StoragePath published = work.store().published(subdir, Variant.JSON.fileName());
        return write(header, count, previous, published, pass);
    }

    /** Stages a generation whose catalog so far points into {@code text}. */
    Generation write(
            IndexHeader header, RevisedCount count, Optional<SubdirState> previous, StoragePath text, Pass pass)
            throws IOException {
        IndexFormats formats = forms.find();
        StagedOutput catalogOut = StagedOutput.fresh(storage, work.store().stageKey(subdir, "catalog"));
        List<IndexFile> files = new ArrayList<>();
        for (Variant variant : formats.variants()) {
            files.add(IndexFile.fresh(storage, work.store(), subdir, variant));
        }
        IndexFile plain = files.get(files.size() - 1);
        IndexHeader counted = header.counting(count);
        try (FrameWriter catalog = new FrameWriter(catalogOut);
                ShardNotes notes = new ShardNotes(work.scratch(), subdir + "-shards");
                RepodataOutput index =
                        new RepodataOutput(files, counted, formats.has(IndexFormat.SHARDS) ? notes : null);
                PublishedRecords before = new PublishedRecords(storage, text);
                GenerationOutput output =
                        new GenerationOutput(index, catalog, before, count, work.scratch(), subdir + "-generation")) {
            PublishPass.Counts counts = pass.run(output);
            Optional<StagedShards> shards;
            try (WriteOut out = new WriteOut(writes(files, catalogOut))) {
                shards = shards(formats, notes, plain, counted, previous);
                out.await();
            }
            List<StagedIndex> staged = new ArrayList<>();
            shards.ifPresent(all -> staged.add(new StagedIndex(ShardFolder.INDEX, all.index(), all.sha256())));
            files.forEach(file -> staged.add(StagedIndex.of(file)));
            if (formats.has(IndexFormat.CURRENT)) {
                // Before the plain index, which is the last.
                staged.addAll(staged.size() - 1, current(counted, catalogOut, plain));
            }
            return new Generation(catalogOut, staged, shards, counts, formats);
        }
    }

    private static List<StagedWrite> writes(List<IndexFile> files, StagedOutput catalog) {
        return Stream.concat(files.stream().map(IndexFile::staged), Stream.of(catalog))
                .map(StagedOutput::staged)
                .toList();
    }

    private List<StagedIndex> current(IndexHeader header, StagedOutput catalog, IndexFile plain) throws IOException {
        StoragePath folder = work.store().folder(subdir);
        String keys = work.store().stageKey(subdir, "index").value();
        StagedText target = StagedText.begin(storage, folder, keys, CurrentRepodata.FILE_NAME, CurrentRepodata.FORMS);
        Path text = LocalText.of(plain.staged().staged(), work.scratch(), subdir + "-staged.json");
        new CurrentRepodata(subdir, () -> new FrameReader(catalog.staged().read()), text, work.scratch())
                .write(header, target);
        return target.indexes();
    }

    private Optional<StagedShards> shards(
            IndexFormats formats, ShardNotes notes, IndexFile plain, IndexHeader header, Optional<SubdirState> previous)
            throws IOException {
        if (!formats.has(IndexFormat.SHARDS)) {
            return Optional.empty();
        }
        StagedShards.Before before = new StagedShards.Before(
                number(previous), isShardIndexInPlace(previous) ? formats.trust() : StagedShards.Trust.NOTHING);
        try {
            return Optional.of(StagedShards.of(
                    shardFolder,
                    notes,
                    plain.staged().staged(),
                    header.info(),
                    before,
                    work.clock().instant(),
                    work.scratch(),
                    subdir + "-shards"));
        } catch (OverlongShardException e) {
            work.events().warn(subdir.name(), e.getMessage() + "; it is published without shards");
            formats.giveUp(IndexFormat.SHARDS);
            return Optional.empty();
        }
    }

    /** Where somebody put another shard index, or none, its shards need not be there either. */
    private boolean isShardIndexInPlace(Optional<SubdirState> previous) throws IOException {
        Optional<PublishedFile> known = previous.flatMap(state -> state.file(ShardFolder.INDEX));
        return known.isPresent() && StagedText.areInPlace(storage, work.store().folder(subdir), List.of(known.get()));
    }

    private static long number(Optional<SubdirState> state) {
        return state.map(SubdirState::generation).orElse(0L);
    }

    /** Makes a generation's files visible, and answers the state that is to name it. */
    public SubdirState publish(
            Generation generation,
            List<IndexInput> inputs,
            Origins origins,
            SubdirState.Completeness complete,
            Optional<SubdirState> previous,
            SubdirState.Times times)
            throws IOException {
        long number = number(previous) + 1;
        List<Publication> first = new ArrayList<>();
        first.add(new Publication(generation.catalog().staged(), work.store().catalog(subdir, number)));
        if (generation.shards().isPresent()) {
            generation.shards().get().publish(first, number);
        } else {
            storage.publish(first);
        }
        List<PublishedFile> files = publish(generation.files(), previous);
        generation.formats().deleteOthers();
        return new SubdirState(
                number,
                complete,
                settings,
                generation.counts().packages(),
                generation.counts().bytes(),
                work.clock().instant(),
                files,
                inputs,
                origins,
                times);
    }

    /** Makes the forms of the index visible that are not there with the same bytes. */
    private List<PublishedFile> publish(List<StagedIndex> indexes, Optional<SubdirState> previous) throws IOException {
        List<Optional<PublishedFile>> inPlace = new ArrayList<>();
        List<Publication> publications = new ArrayList<>();
        for (StagedIndex index : indexes) {
            Optional<PublishedFile> same = PublishedFiles.same(work, subdir, previous, index);
            inPlace.add(same);
            if (same.isPresent()) {
                index.discard();
            } else {
                StoragePath target = work.store().published(subdir, index.fileName());
                publications.add(new Publication(index.content().staged(), target));
            }
        }
        Iterator<VersionToken> tokens = storage.publish(publications).iterator();
        List<PublishedFile> files = new ArrayList<>();
        for (int i = 0; i < indexes.size(); i++) {
            StagedIndex index = indexes.get(i);
            files.add(
                    inPlace.get(i).orElseGet(() -> new PublishedFile(index.fileName(), tokens.next(), index.sha256())));
        }
        return files;
    }

    /** Whether the very bytes are published already, and the mirror's own state knows it. */
    boolean isPublished(Generation generation, Optional<SubdirState> previous) throws IOException {
        for (StagedIndex index : generation.files()) {
            if (PublishedFiles.same(work, subdir, previous, index).isEmpty()) {
                return false;
            }
        }
        return generation.files().size()
                        == previous.map(SubdirState::files).orElse(List.of()).size()
                && !shardFolder.isLeft(number(previous) + 1);
    }
}
