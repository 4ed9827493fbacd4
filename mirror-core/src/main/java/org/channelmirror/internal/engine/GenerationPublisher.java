package org.channelmirror.internal.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.channelmirror.internal.engine.UpstreamIndex.Variant;
import org.channelmirror.internal.frames.FrameWriter;
import org.channelmirror.internal.state.IndexInput;
import org.channelmirror.internal.state.Origins;
import org.channelmirror.internal.state.PublishedFile;
import org.channelmirror.internal.state.StagedOutput;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.Publication;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.VersionToken;

/**
 * Writes a subdir's indexes with the catalog that belongs to them, and makes them visible: everything is staged and durable first;
 * then the catalog, which nobody reads yet, and the indexes. The state that names the generation is the caller's to save.
 */
final class GenerationPublisher {

    /** In the order in which they become visible. */
    static final List<Variant> VARIANTS = List.of(Variant.ZST, Variant.JSON);

    private final Workplace work;
    private final ChannelStorage storage;
    private final Subdir subdir;
    private final String settings;

    /** Begins; {@code settings} is a fingerprint of what was asked for. */
    GenerationPublisher(Workplace work, Subdir subdir, String settings) {
        this.work = work;
        this.storage = work.storage();
        this.subdir = subdir;
        this.settings = settings;
    }

    /** Writes one of the passes into an index and a catalog. */
    @FunctionalInterface
    interface Pass {
        PublishPass.Counts run(GenerationOutput output) throws IOException;
    }

    /** A generation that is staged, and the checksum of each of its index files. */
    record Generation(StagedOutput catalog, List<IndexFile> files, List<String> sha256, PublishPass.Counts counts) {

        void discardIndex() throws IOException {
            for (IndexFile file : files) {
                file.staged().staged().discard();
                file.staged().staged().close();
            }
        }

        void discardAll() throws IOException {
            discardIndex();
            catalog.staged().discard();
            catalog.staged().close();
        }
    }

    /** Publishes the index without the packages that wait to be replaced; it will not be taken for a complete one. */
    SubdirState withdraw(
            SubdirSources.Catalog current, Path replacements, IndexHeader header, Optional<SubdirState> previous)
            throws IOException {
        RevisedCount count = RevisedCount.ofWithdrawal(current, replacements);
        Generation generation = write(header, count, output -> new WithdrawPass(output).run(current, replacements));
        List<IndexInput> inputs = previous.map(SubdirState::inputs).orElse(List.of());
        Origins origins = previous.map(SubdirState::origins).orElse(Origins.EMPTY);
        SubdirState.Times times = previous.map(SubdirState::times).orElse(SubdirState.Times.NONE);
        SubdirState state =
                publish(generation, inputs, origins, SubdirState.Completeness.PARTIAL, previous, times, true);
        work.store().saveSubdir(subdir, state);
        work.store().deleteOldCatalogs(subdir, state.generation());
        return state;
    }

    /** Whether any variant of the index is there, whoever put it there. */
    boolean isAnyPublished() throws IOException {
        for (Variant variant : VARIANTS) {
            if (storage.stat(work.store().published(subdir, variant.fileName())).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** Stages a generation. */
    Generation write(IndexHeader header, RevisedCount count, Pass pass) throws IOException {
        StagedOutput catalogOut = StagedOutput.fresh(storage, work.store().stageKey(subdir, "catalog"));
        List<IndexFile> files = new ArrayList<>();
        for (Variant variant : VARIANTS) {
            files.add(IndexFile.fresh(storage, work.store(), subdir, variant));
        }
        StoragePath published = work.store().published(subdir, Variant.JSON.fileName());
        try (FrameWriter catalog = new FrameWriter(catalogOut);
                RepodataOutput index = new RepodataOutput(files, header.counting(count));
                PublishedRecords before = new PublishedRecords(storage, published);
                GenerationOutput output =
                        new GenerationOutput(index, catalog, before, count, work.scratch(), subdir + "-generation")) {
            PublishPass.Counts counts = pass.run(output);
            List<String> sha256 = files.stream().map(IndexFile::sha256).toList();
            return new Generation(catalogOut, files, sha256, counts);
        }
    }

    /** Makes a generation's files visible, and answers the state that is to name it. */
    SubdirState publish(
            Generation generation,
            List<IndexInput> inputs,
            Origins origins,
            SubdirState.Completeness complete,
            Optional<SubdirState> previous,
            SubdirState.Times times,
            boolean withIndex)
            throws IOException {
        long number = previous.map(SubdirState::generation).orElse(0L) + 1;
        List<Publication> publications = new ArrayList<>();
        publications.add(
                new Publication(generation.catalog().staged(), work.store().catalog(subdir, number)));
        List<PublishedFile> files = new ArrayList<>();
        if (withIndex) {
            for (IndexFile file : generation.files()) {
                StoragePath target = work.store().published(subdir, file.fileName());
                publications.add(new Publication(file.staged().staged(), target));
            }
        } else {
            generation.discardIndex();
            files.addAll(previous.orElseThrow().files());
        }
        List<VersionToken> tokens = storage.publish(publications);
        for (int i = 1; i < tokens.size(); i++) {
            String name = generation.files().get(i - 1).fileName();
            files.add(new PublishedFile(name, tokens.get(i), generation.sha256().get(i - 1)));
        }
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
}
