package org.channelmirror.internal.side;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.channelmirror.internal.frames.DamagedFileException;
import org.channelmirror.internal.index.DecodedIndex;
import org.channelmirror.internal.index.MembersOutput;
import org.channelmirror.internal.index.UpstreamIndex;
import org.channelmirror.internal.index.UpstreamIndex.Absent;
import org.channelmirror.internal.index.UpstreamIndex.Fetched;
import org.channelmirror.internal.index.UpstreamIndex.Unreadable;
import org.channelmirror.internal.index.UpstreamIndex.Variant;
import org.channelmirror.internal.operation.Workplace;
import org.channelmirror.internal.publish.StagedText;
import org.channelmirror.internal.state.IndexInput;
import org.channelmirror.internal.state.Origins;
import org.channelmirror.internal.state.PublishedFile;
import org.channelmirror.internal.state.SideState.Side;
import org.channelmirror.internal.state.SideStore;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.model.Channel;
import org.channelmirror.model.Subdir;
import org.channelmirror.repodata.MalformedRepodataException;
import org.channelmirror.spi.DeleteResult;
import org.channelmirror.spi.StoragePath;

/** Publishes the files beside one subdir's index, as parts of what upstream has, or of what is published already. */
public final class SideFiles {

    private final Workplace work;
    private final Subdir subdir;
    private final SideStore store;

    public SideFiles(Workplace work, Subdir subdir) {
        this.work = work;
        this.subdir = subdir;
        this.store = new SideStore(work.storage(), work.store().accountName());
    }

    /** What tells the index that a file is made for. */
    public static String listing(SubdirState state) {
        String sha256 =
                state.file(Variant.JSON.fileName()).map(PublishedFile::sha256).orElse("");
        return state.generation() + " " + sha256;
    }

    /** Publishes what the channels answered; what cannot be used changes nothing but what the index does not list any more. */
    public void publish(SideFile side, List<Channel> channels, List<UpstreamIndex> answers) throws IOException {
        Optional<SubdirState> state = work.store().subdir(subdir);
        if (state.isEmpty()) {
            return;
        }
        for (UpstreamIndex answer : answers) {
            if (answer instanceof Unreadable unreadable) {
                warn(side, String.valueOf(unreadable.cause().getMessage()));
            }
        }
        boolean isFetched = answers.stream().anyMatch(Fetched.class::isInstance);
        if (answers.stream().anyMatch(Unreadable.class::isInstance)) {
            narrow(side, state.get());
        } else if (isFetched && !isMade(side, channels, answers, state.get())) {
            narrow(side, state.get());
        } else if (answers.stream().allMatch(Absent.class::isInstance)) {
            noteAbsence(side);
            narrow(side, state.get());
        }
        for (UpstreamIndex answer : answers) {
            if (answer instanceof Fetched fetched) {
                Files.deleteIfExists(fetched.file());
            }
        }
    }

    /** Takes out of every file what the published index does not list any more. */
    public void narrow() throws IOException {
        Optional<SubdirState> state = work.store().subdir(subdir);
        if (state.isPresent()) {
            for (SideFile side : SideFile.values()) {
                narrow(side, state.get());
            }
        }
    }

    private void warn(SideFile side, String problem) {
        work.events().warn(subdir + "/" + side.fileName(), problem);
    }

    private boolean isMade(SideFile side, List<Channel> channels, List<UpstreamIndex> answers, SubdirState state)
            throws IOException {
        try (SideTexts sources = new SideTexts(work, subdir, side)) {
            make(side, channels, answers, state, sources);
            return true;
        } catch (MalformedRepodataException | DecodedIndex.CorruptException e) {
            warn(side, "upstream's cannot be read: " + e.getMessage());
        } catch (DamagedFileException | NoSuchFileException e) {
            warn(side, "it is not made anew: " + e.getMessage());
        }
        return false;
    }

    private void make(
            SideFile side, List<Channel> channels, List<UpstreamIndex> answers, SubdirState state, SideTexts sources)
            throws IOException {
        Optional<Side> before = store.subdir(subdir).side(side.fileName());
        ListedNames listed = sources.listed(state);
        List<SideText> texts = new ArrayList<>();
        List<IndexInput> inputs = new ArrayList<>();
        Set<Integer> suppliers = new HashSet<>();
        for (int i = 0; i < answers.size(); i++) {
            int origin = state.origins().number(channels.get(i));
            suppliers.add(origin);
            if (answers.get(i) instanceof Fetched fetched) {
                texts.add(sources.upstream(fetched, origin));
                inputs.add(fetched.input());
            }
        }
        suppliers.remove(Origins.UNKNOWN);
        if (before.isPresent() && listed.hasRetained()) {
            sources.published().ifPresent(texts::add);
        }
        publish(side, new SidePass(side, texts, suppliers, listed, SideHeader.of(side, subdir, texts)), state, inputs);
    }

    /** From now on nothing of upstream's is in it. */
    private void noteAbsence(SideFile side) throws IOException {
        Optional<Side> before = store.subdir(subdir).side(side.fileName());
        if (before.isPresent() && !before.get().inputs().isEmpty()) {
            warn(side, "upstream has it no more; what is published of it stays, as far as the index lists it");
            Side known = before.get();
            save(new Side(known.name(), known.listing(), known.files(), List.of()));
        }
    }

    private void narrow(SideFile side, SubdirState state) throws IOException {
        Optional<Side> before = store.subdir(subdir).side(side.fileName());
        if (before.isEmpty() || before.get().listing().equals(listing(state))) {
            return;
        }
        try (SideTexts sources = new SideTexts(work, subdir, side)) {
            Optional<SideText> published = sources.published();
            if (published.isEmpty()) {
                withdraw(before.get());
                return;
            }
            List<SideText> texts = List.of(published.get());
            ListedNames listed = sources.listed(state);
            SidePass pass = new SidePass(side, texts, Set.of(), listed, SideHeader.of(side, subdir, texts));
            publish(side, pass, state, List.of());
        } catch (DamagedFileException | NoSuchFileException e) {
            warn(side, "what is not listed any more stays in it until the next sync: " + e.getMessage());
        }
    }

    /** Whether any of it is published. */
    public boolean has(SideFile side) throws IOException {
        return store.subdir(subdir).side(side.fileName()).isPresent();
    }

    /** Publishes what a pass writes for the index that is in force. */
    public void publish(SideFile side, SidePass pass, SubdirState state, List<IndexInput> inputs) throws IOException {
        List<PublishedFile> before =
                store.subdir(subdir).side(side.fileName()).map(Side::files).orElse(List.of());
        String keys = work.store().accountName() + "~" + subdir;
        StagedText text =
                StagedText.begin(work.storage(), work.store().folder(subdir), keys, side.fileName(), side.forms());
        text.fill(out -> pass.write(new MembersOutput(out)));
        store.begin(subdir);
        save(new Side(side.fileName(), listing(state), text.publish(before), inputs));
        store.end(subdir);
    }

    private void save(Side side) throws IOException {
        store.saveSubdir(subdir, store.subdir(subdir).with(side));
    }

    /** It may name packages that are not there, and nobody can tell which. */
    private void withdraw(Side before) throws IOException {
        List<StoragePath> paths = before.files().stream()
                .map(file -> work.store().published(subdir, file.name()))
                .toList();
        store.begin(subdir);
        for (DeleteResult result : work.storage().delete(paths)) {
            if (result.failure().isPresent()) {
                throw result.failure().get();
            }
        }
        store.saveSubdir(subdir, store.subdir(subdir).without(before.name()));
        store.end(subdir);
    }
}
