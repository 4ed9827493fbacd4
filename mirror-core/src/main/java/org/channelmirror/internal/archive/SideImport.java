package org.channelmirror.internal.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.channelmirror.internal.archive.ImportMerge.Rule;
import org.channelmirror.internal.frames.DamagedFileException;
import org.channelmirror.internal.frames.FrameMerge;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.frames.FrameWriter;
import org.channelmirror.internal.index.DecodedIndex;
import org.channelmirror.internal.index.UpstreamRecord;
import org.channelmirror.internal.merge.IngestedIndex;
import org.channelmirror.internal.merge.SubdirSources;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.operation.Workplace;
import org.channelmirror.internal.side.ListedNames;
import org.channelmirror.internal.side.SideFile;
import org.channelmirror.internal.side.SideFiles;
import org.channelmirror.internal.side.SideHeader;
import org.channelmirror.internal.side.SidePass;
import org.channelmirror.internal.side.SideText;
import org.channelmirror.internal.side.SideTexts;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.model.Subdir;
import org.channelmirror.repodata.MalformedRepodataException;
import org.jspecify.annotations.Nullable;

/**
 * Takes the files beside a subdir's index out of an archive, once its index is published, as a sync takes those of an upstream. Where
 * the archive has a package, it tells of it; of what stays that it does not have, what is published does.
 */
final class SideImport {

    /** The number of what is published here. */
    private static final int HERE = 1;

    private static final int ARCHIVE = 2;

    private final Workplace work;
    private final Subdir subdir;
    private final Rule rule;
    private final IngestedIndex index;
    private final SideFiles published;

    /**
     * Prepares it.
     *
     * @param index what the archive lists
     */
    SideImport(SyncContext context, Subdir subdir, Rule rule, IngestedIndex index) {
        this.work = context.workplace();
        this.subdir = subdir;
        this.rule = rule;
        this.index = index;
        this.published = new SideFiles(work, subdir);
    }

    /** Publishes what there is of them, and takes out of the others what is not listed any more. */
    void run(Map<SideFile, Path> files) throws IOException {
        Optional<SubdirState> state = work.store().subdir(subdir);
        for (Map.Entry<SideFile, Path> entry : files.entrySet()) {
            if (state.isPresent()) {
                take(entry.getKey(), entry.getValue(), state.get());
            }
            Files.deleteIfExists(entry.getValue());
        }
        published.narrow();
    }

    private void take(SideFile side, Path file, SubdirState state) throws IOException {
        String location = subdir + "/" + side.fileName();
        try (SideTexts sources = new SideTexts(work, subdir, side)) {
            List<SideText> texts = new ArrayList<>(List.of(sources.archived(file, ARCHIVE)));
            if (rule != Rule.REPLACE && published.has(side)) {
                sources.published(HERE).ifPresent(texts::add);
            }
            if (rule == Rule.UNITE_OLDER) {
                Collections.reverse(texts);
            }
            ListedNames listed = texts.size() > 1 ? sources.listed(marked(state)) : sources.listed(state);
            SidePass pass = new SidePass(side, texts, Set.of(ARCHIVE), listed, SideHeader.of(side, subdir, texts));
            published.publish(side, pass, state, List.of());
        } catch (MalformedRepodataException | DecodedIndex.CorruptException e) {
            work.events().warn(location, "the archive's cannot be read: " + e.getMessage());
        } catch (DamagedFileException | NoSuchFileException e) {
            work.events().warn(location, "it is not made anew: " + e.getMessage());
        }
    }

    /** The catalog with the numbers that say who has each package. */
    private SubdirSources.Catalog marked(SubdirState state) throws IOException {
        Path marked = work.scratch().resolve(subdir + "-marked");
        Holding entry = new Holding();
        UpstreamRecord record = new UpstreamRecord();
        try (FrameMerge merge = new FrameMerge(List.of(
                        work.store().openCatalog(subdir, state.generation()),
                        SubdirSources.Catalog.of(index.records()).open(),
                        index.revised().isPresent()
                                ? SubdirSources.Catalog.of(index.revised().get())
                                        .open()
                                : FrameReader.empty()));
                FrameWriter out = new FrameWriter(Files.newOutputStream(marked))) {
            while (merge.next()) {
                FrameReader held = merge.at(0);
                if (held != null) {
                    boolean isThere =
                            rule == Rule.UNITE && (isListed(merge.at(1), record) || isListed(merge.at(2), record));
                    out.write(entry.read(held).origin(isThere ? ARCHIVE : HERE).payload());
                }
            }
            out.finish();
        }
        return SubdirSources.Catalog.of(marked);
    }

    private static boolean isListed(@Nullable FrameReader frame, UpstreamRecord record) {
        return frame != null && !record.read(frame).is(UpstreamRecord.MALFORMED);
    }
}
