package org.channelmirror.internal.accounts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.channelmirror.internal.frames.DamagedFileException;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.frames.FrameWriter;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.internal.state.PublishedFile;
import org.channelmirror.internal.state.SideState;
import org.channelmirror.internal.state.SideState.Side;
import org.channelmirror.internal.state.SideStore;
import org.channelmirror.internal.state.StagedOutput;
import org.channelmirror.internal.state.StateStore;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.Publication;
import org.channelmirror.spi.Share;
import org.channelmirror.spi.StageKey;
import org.channelmirror.spi.StagedWrite;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;
import org.channelmirror.spi.VersionToken;

/**
 * Brings an account's state under another name, once its files are there. A storage may know the same bytes by another token at
 * another place; then the state is written anew with those. What is damaged is left behind: it is made anew from the index.
 */
final class StateMove {

    private final ChannelStorage storage;
    private final StateStore from;
    private final StateStore to;

    StateMove(ChannelStorage storage, StateStore from, StateStore to) {
        this.storage = storage;
        this.from = from;
        this.to = to;
    }

    void run() throws IOException {
        for (StageKey key : from.staged()) {
            if (StateStore.isJournal(key) && Subdir.isValid(StateStore.subdirOf(key))) {
                copyJournal(key, to.journalKey(new Subdir(StateStore.subdirOf(key))));
            }
        }
        List<Share> shares = new ArrayList<>();
        for (StoragePath path : others()) {
            String below = path.value().substring(from.folder().value().length() + 1);
            shares.add(new Share(path, StoragePath.of(to.folder() + "/" + below)));
        }
        storage.share(shares);
        for (Subdir subdir : from.subdirs()) {
            // What is there was written by a run that was killed later: its files may have begun to go at the old
            // place.
            if (to.subdir(subdir).isEmpty()) {
                move(subdir);
            }
        }
        SideStore sides = new SideStore(storage, to.accountName());
        SideState root = new SideStore(storage, from.accountName()).root();
        sides.saveRoot(moved(root, from.published(), to.published()));
    }

    private List<StoragePath> others() throws IOException {
        try (Stream<StoredObject> objects = storage.list(from.folder())) {
            return objects.map(StoredObject::path)
                    .filter(path -> !from.isRenaming(path) && !from.isOfGeneration(path))
                    .toList();
        }
    }

    private void copyJournal(StageKey journal, StageKey copy) throws IOException {
        try (StagedWrite before = storage.stage(journal);
                InputStream in = before.read();
                StagedOutput out = StagedOutput.fresh(storage, copy);
                StagedWrite after = out.staged()) {
            in.transferTo(out);
            after.force();
        }
    }

    private void move(Subdir subdir) throws IOException {
        Optional<SubdirState> state = from.subdir(subdir);
        if (state.isEmpty()) {
            return;
        }
        List<PublishedFile> files = new ArrayList<>();
        for (PublishedFile file : state.get().files()) {
            files.add(new PublishedFile(file.name(), token(subdir, file.name(), file.token()), file.sha256()));
        }
        long generation = state.get().generation();
        try {
            if (files.equals(state.get().files())) {
                storage.share(from.catalog(subdir, generation), to.catalog(subdir, generation));
            } else {
                rewriteCatalog(subdir, generation);
            }
        } catch (DamagedFileException | NoSuchFileException e) {
            return;
        }
        to.saveSubdir(subdir, state.get().with(files));
        moveSides(subdir);
    }

    private void moveSides(Subdir subdir) throws IOException {
        SideState before = new SideStore(storage, from.accountName()).subdir(subdir);
        SideStore sides = new SideStore(storage, to.accountName());
        sides.saveSubdir(subdir, moved(before, from.folder(subdir), to.folder(subdir)));
    }

    private SideState moved(SideState before, StoragePath there, StoragePath here) throws IOException {
        SideState after = before;
        for (Side side : before.sides()) {
            List<PublishedFile> files = new ArrayList<>();
            for (PublishedFile file : side.files()) {
                VersionToken token = token(there.resolve(file.name()), here.resolve(file.name()), file.token());
                files.add(new PublishedFile(file.name(), token, file.sha256()));
            }
            after = after.with(side.with(files));
        }
        return after;
    }

    private void rewriteCatalog(Subdir subdir, long generation) throws IOException {
        StagedOutput out = StagedOutput.fresh(storage, to.stageKey(subdir, "catalog"));
        try (StagedWrite staged = out.staged();
                FrameReader before = from.openCatalog(subdir, generation);
                FrameWriter after = new FrameWriter(out)) {
            Holding entry = new Holding();
            while (before.next()) {
                entry.read(before);
                after.write(entry.movedTo(token(subdir, entry.name().value(), entry.token()))
                        .payload());
            }
            after.finish();
            storage.publish(List.of(new Publication(staged, to.catalog(subdir, generation))));
        }
    }

    /** The token at the new place, if the file at the old one is what was noted. */
    private VersionToken token(Subdir subdir, String name, VersionToken noted) throws IOException {
        return token(from.published(subdir, name), to.published(subdir, name), noted);
    }

    private VersionToken token(StoragePath there, StoragePath here, VersionToken noted) throws IOException {
        Optional<StoredObject> before = storage.stat(there);
        Optional<StoredObject> after = storage.stat(here);
        boolean isNoted = before.map(object -> object.token().equals(noted)).orElse(false);
        return isNoted && after.isPresent() ? after.get().token() : noted;
    }
}
