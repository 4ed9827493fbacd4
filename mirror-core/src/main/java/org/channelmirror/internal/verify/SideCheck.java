package org.channelmirror.internal.verify;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.channelmirror.internal.publish.StagedText;
import org.channelmirror.internal.state.PublishedFile;
import org.channelmirror.internal.state.SideState;
import org.channelmirror.internal.state.SideState.Side;
import org.channelmirror.internal.state.SideStore;
import org.channelmirror.internal.state.StateStore;
import org.channelmirror.internal.verify.IndexCheck.DamagedIndex;
import org.channelmirror.model.Digest;
import org.channelmirror.model.DigestAlgorithm;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.StoragePath;

/**
 * Compares the files beside a subdir's index, or at the channel's root, with what is known of them. While a run changes them, or
 * after it was killed at that, they may be others than those that are known, which is no damage.
 */
final class SideCheck {

    private final ChannelStorage storage;
    private final StateStore store;
    private final Optional<Subdir> subdir;
    private final SideStore sides;

    /** Of the channel's root where there is no subdir. */
    SideCheck(ChannelStorage storage, StateStore store, Optional<Subdir> subdir) {
        this.storage = storage;
        this.store = store;
        this.subdir = subdir;
        this.sides = new SideStore(storage, store.accountName());
    }

    /** Adds what is damaged. */
    void look(List<DamagedIndex> damaged) throws IOException {
        List<DamagedIndex> found = new ArrayList<>();
        SideState before = SideState.NONE;
        SideState state = state();
        while (!state.equals(before)) {
            before = state;
            found = look(state);
            if (!found.isEmpty() && isBegun()) {
                found = unreplaced(state, found);
            }
            if (found.isEmpty()) {
                return;
            }
            state = state();
        }
        damaged.addAll(found);
    }

    /** The same with the account's lock: nobody changes them now. */
    void lookAlone(List<DamagedIndex> damaged) throws IOException {
        damaged.addAll(look(state()));
    }

    /** Those that no run put where they are since. */
    private List<DamagedIndex> unreplaced(SideState state, List<DamagedIndex> found) throws IOException {
        List<DamagedIndex> unreplaced = new ArrayList<>();
        for (Side side : state.sides()) {
            if (StagedText.areInPlace(storage, folder(), side.files())) {
                List<String> names =
                        side.files().stream().map(PublishedFile::name).toList();
                found.stream().filter(each -> names.contains(each.fileName())).forEach(unreplaced::add);
            }
        }
        return unreplaced;
    }

    private SideState state() throws IOException {
        return subdir.isPresent() ? sides.subdir(subdir.get()) : sides.root();
    }

    private boolean isBegun() throws IOException {
        return subdir.isPresent() ? sides.isBegun(subdir.get()) : sides.isRootBegun();
    }

    private StoragePath folder() {
        return subdir.map(store::folder).orElseGet(store::published);
    }

    private StoragePath path(String fileName) {
        return folder().resolve(fileName);
    }

    private List<DamagedIndex> look(SideState state) throws IOException {
        List<DamagedIndex> found = new ArrayList<>();
        for (Side side : state.sides()) {
            for (PublishedFile file : side.files()) {
                problem(file).ifPresent(problem -> found.add(new DamagedIndex(file.name(), problem)));
            }
        }
        return found;
    }

    private Optional<String> problem(PublishedFile file) throws IOException {
        try (DigestInputStream in = new DigestInputStream(
                storage.open(path(file.name()), ByteRange.ALL), DigestAlgorithm.SHA256.newDigest())) {
            in.transferTo(OutputStream.nullOutputStream());
            String found = Digest.of(
                            DigestAlgorithm.SHA256, in.getMessageDigest().digest())
                    .hex();
            return found.equals(file.sha256())
                    ? Optional.empty()
                    : Optional.of("expected sha256:" + file.sha256() + ", got sha256:" + found);
        } catch (NoSuchFileException e) {
            return Optional.of("it was published, and is not there");
        }
    }

    /** Takes a subdir's damaged file away with its other forms, so that the next sync makes them anew; nothing else. */
    void withdraw(String fileName) throws IOException {
        SideState state = state();
        for (Side side : state.sides()) {
            if (side.files().stream().anyMatch(file -> file.name().equals(fileName))) {
                sides.saveSubdir(subdir.orElseThrow(), state.without(side.name()));
                storage.delete(
                        side.files().stream().map(file -> path(file.name())).toList());
            }
        }
    }
}
