package org.channelmirror.internal.engine;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.channelmirror.internal.engine.UpstreamIndex.Fetched;
import org.channelmirror.internal.engine.UpstreamIndex.Unreadable;
import org.channelmirror.internal.engine.UpstreamIndex.Variant;
import org.channelmirror.internal.frames.DamagedFileException;
import org.channelmirror.internal.state.IndexInput;
import org.channelmirror.internal.state.Origins;
import org.channelmirror.internal.state.PublishedFile;
import org.channelmirror.internal.state.SideState;
import org.channelmirror.internal.state.SideState.Side;
import org.channelmirror.internal.state.SideStore;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.model.Channel;
import org.channelmirror.model.Redaction;
import org.channelmirror.model.Subdir;
import org.channelmirror.repodata.MalformedRepodataException;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.DeleteResult;
import org.channelmirror.spi.StoragePath;

/** Publishes the files beside one subdir's index, as parts of what upstream has, or of what is published already. */
final class SideFiles {

    private final Workplace work;
    private final Subdir subdir;
    private final SideStore store;

    SideFiles(Workplace work, Subdir subdir) {
        this.work = work;
        this.subdir = subdir;
        this.store = new SideStore(work.storage(), work.store().accountName());
    }

    /** What tells the index that a file is made for. */
    static String listing(SubdirState state) {
        String sha256 =
                state.file(Variant.JSON.fileName()).map(PublishedFile::sha256).orElse("");
        return state.generation() + " " + sha256;
    }

    /** Publishes what the channels answered; what cannot be used changes nothing but what the index does not list any more. */
    void publish(SideFile side, List<Channel> channels, List<UpstreamIndex> answers) throws IOException {
        Optional<SubdirState> state = work.store().subdir(subdir);
        if (state.isEmpty()) {
            return;
        }
        boolean failed = false;
        boolean isFetched = false;
        boolean isAbsent = true;
        for (UpstreamIndex answer : answers) {
            isFetched |= answer instanceof Fetched;
            isAbsent &= answer instanceof UpstreamIndex.Absent;
            if (answer instanceof Unreadable unreadable) {
                failed = true;
                warn(side, String.valueOf(unreadable.cause().getMessage()));
            }
        }
        try {
            if (isFetched && !failed) {
                make(side, channels, answers, state.get());
            } else if (failed || isAbsent) {
                narrow(side, state.get(), failed ? Reason.FAILED : Reason.ABSENT);
            }
        } catch (MalformedRepodataException | DecodedIndex.CorruptException e) {
            warn(side, "upstream's cannot be read: " + e.getMessage());
            narrow(side, state.get(), Reason.FAILED);
        } catch (DamagedFileException | NoSuchFileException e) {
            warn(side, "it is not made anew: " + e.getMessage());
        }
        for (UpstreamIndex answer : answers) {
            if (answer instanceof Fetched fetched) {
                Files.deleteIfExists(fetched.file());
            }
        }
    }

    /** Takes out of every file what the published index does not list any more. */
    void narrow() throws IOException {
        Optional<SubdirState> state = work.store().subdir(subdir);
        for (SideFile side : SideFile.values()) {
            if (state.isPresent()) {
                try {
                    narrow(side, state.get(), Reason.FAILED);
                } catch (DamagedFileException | NoSuchFileException e) {
                    warn(side, "what is not listed any more stays in it until the next sync: " + e.getMessage());
                }
            }
        }
    }

    /** Why nothing is taken from upstream. */
    private enum Reason {
        FAILED,
        ABSENT
    }

    private void warn(SideFile side, String problem) {
        work.events().warn(subdir + "/" + side.fileName(), problem);
    }

    private void make(SideFile side, List<Channel> channels, List<UpstreamIndex> answers, SubdirState state)
            throws IOException {
        Optional<Side> before = store.subdir(subdir).side(side.fileName());
        ListedNames listed = listed(side, state);
        List<SideText> texts = new ArrayList<>();
        List<IndexInput> inputs = new ArrayList<>();
        Set<Integer> suppliers = new HashSet<>();
        for (int i = 0; i < answers.size(); i++) {
            int origin = state.origins().number(channels.get(i));
            suppliers.add(origin);
            if (answers.get(i) instanceof Fetched fetched) {
                texts.add(read(side, fetched, origin, i));
                inputs.add(fetched.input());
            }
        }
        if (before.isPresent() && listed.hasRetained()) {
            published(side, before.get()).ifPresent(texts::add);
        }
        suppliers.remove(Origins.UNKNOWN);
        save(
                side,
                new SidePass(side, texts, suppliers, listed, SideHeader.of(side, subdir, texts)),
                before,
                state,
                inputs);
    }

    private SideText read(SideFile side, Fetched fetched, int origin, int channel) throws IOException {
        try (CopiedText text = CopiedText.of(fetched, work.scratch())) {
            String location = Redaction.redact(fetched.uri());
            return SideIngest.read(
                    side, text.in(), text.file(), origin, work.scratch(), name(side, channel), work.events(), location);
        }
    }

    private String name(SideFile side, int number) {
        return subdir + "-" + side.fileName() + "-" + number;
    }

    private ListedNames listed(SideFile side, SubdirState state) throws IOException {
        SubdirSources.Catalog catalog = () -> work.store().openCatalog(subdir, state.generation());
        ListedNames listed = ListedNames.of(catalog, work.scratch(), subdir + "-listed");
        return side.tellsOfTwins() ? listed.withTwins(catalog) : listed;
    }

    /** What is published tells of the packages that no channel lists any more, and of all if nothing else does. */
    private Optional<SideText> published(SideFile side, Side before) throws IOException {
        StoragePath path = work.store().published(subdir, side.fileName());
        Path copy = work.scratch().resolve(name(side, TextPointer.PUBLISHED));
        Optional<Path> local = work.storage().localPath(path);
        try {
            if (local.isEmpty()) {
                try (InputStream in = work.storage().open(path, ByteRange.ALL)) {
                    Files.copy(in, copy);
                }
            }
            Path text = local.orElse(copy);
            try (InputStream in = new BufferedInputStream(Files.newInputStream(text), 1 << 16)) {
                String name = name(side, TextPointer.PUBLISHED);
                return Optional.of(SideIngest.read(
                        side, in, text, Origins.NO_CHANNEL, work.scratch(), name, work.events(), path.value()));
            }
        } catch (NoSuchFileException | MalformedRepodataException e) {
            warn(side, "what was published cannot be used any more: " + e.getMessage());
            return Optional.empty();
        }
    }

    private void narrow(SideFile side, SubdirState state, Reason reason) throws IOException {
        Optional<Side> before = store.subdir(subdir).side(side.fileName());
        if (before.isEmpty()) {
            return;
        }
        if (reason == Reason.ABSENT && !before.get().inputs().isEmpty()) {
            warn(side, "upstream has it no more; what is published of it stays, as far as the index lists it");
        }
        if (before.get().listing().equals(listing(state))) {
            if (reason == Reason.ABSENT) {
                Side kept = before.get();
                save(new Side(kept.name(), kept.listing(), kept.files(), List.of()));
            }
            return;
        }
        Optional<SideText> published = published(side, before.get());
        if (published.isEmpty()) {
            withdraw(side, before.get());
            return;
        }
        List<SideText> texts = List.of(published.get());
        SidePass pass = new SidePass(side, texts, Set.of(), listed(side, state), SideHeader.of(side, subdir, texts));
        save(side, pass, before, state, List.of());
    }

    private void save(SideFile side, SidePass pass, Optional<Side> before, SubdirState state, List<IndexInput> inputs)
            throws IOException {
        String keys = work.store().accountName() + "~" + subdir;
        StagedText text =
                StagedText.begin(work.storage(), work.store().folder(subdir), keys, side.fileName(), side.forms());
        try (MembersOutput out = new MembersOutput(text)) {
            pass.write(out);
        }
        List<PublishedFile> files = text.publish(before.map(Side::files).orElse(List.of()));
        save(new Side(side.fileName(), listing(state), files, inputs));
    }

    private void save(Side side) throws IOException {
        store.saveSubdir(subdir, store.subdir(subdir).with(side));
    }

    /** It may name packages that are not there, and nobody can tell which. */
    private void withdraw(SideFile side, Side before) throws IOException {
        List<StoragePath> paths = before.files().stream()
                .map(file -> work.store().published(subdir, file.name()))
                .toList();
        for (DeleteResult result : work.storage().delete(paths)) {
            if (result.failure().isPresent()) {
                throw result.failure().get();
            }
        }
        SideState state = store.subdir(subdir);
        store.saveSubdir(subdir, state.without(side.fileName()));
    }
}
