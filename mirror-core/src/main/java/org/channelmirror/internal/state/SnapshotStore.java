package org.channelmirror.internal.state;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.channelmirror.api.Snapshot;
import org.channelmirror.api.SnapshotLabel;
import org.channelmirror.internal.frames.DamagedFileException;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.SnapshotName;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.Publication;
import org.channelmirror.spi.StageKey;
import org.channelmirror.spi.StagedWrite;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;

/**
 * Where an account's snapshots and labels are:
 *
 * <pre>
 * conda/ACCOUNT/label/NAME/SUBDIR/…                       what clients see
 * .mirror/state/ACCOUNT/snapshots/NAME/record             {@link Snapshot}; without it there is no such snapshot
 * .mirror/state/ACCOUNT/snapshots/NAME/SUBDIR/catalog     the account's catalog then
 * .mirror/state/ACCOUNT/snapshots/NAME/SUBDIR/state       the {@link SubdirState} then, with the snapshot's own index files
 * .mirror/state/ACCOUNT/snapshots/NAME/SUBDIR/side        the {@link SideState} then, with the snapshot's own files, where there is any
 * .mirror/state/ACCOUNT/labels/LABEL                      the name of a snapshot
 * </pre>
 */
public final class SnapshotStore {

    private static final String RECORD = "record";
    private static final String SNAPSHOT = "snapshot";
    private static final String UNSEEN = "unseen";

    private final ChannelStorage storage;
    private final AccountName account;
    private final StoragePath snapshots;
    private final StoragePath labels;

    public SnapshotStore(ChannelStorage storage, AccountName account) {
        this.storage = storage;
        this.account = account;
        StoragePath state = StoragePath.of(".mirror", "state", account.value());
        this.snapshots = state.resolve("snapshots");
        this.labels = state.resolve("labels");
    }

    /** Where clients see a snapshot or a label. */
    public StoragePath published(SnapshotName name) {
        return StoragePath.of("conda", account.value(), "label", name.value());
    }

    public StoragePath published(SnapshotName name, Subdir subdir, String fileName) {
        return published(name).resolve(subdir.name()).resolve(fileName);
    }

    public StoragePath shard(SnapshotName name, Subdir subdir, String fileName) {
        return published(name, subdir, "shards").resolve(fileName);
    }

    /** Where a snapshot's private files are. */
    public StoragePath folder(SnapshotName name) {
        return snapshots.resolve(name.value());
    }

    public StoragePath record(SnapshotName name) {
        return folder(name).resolve(RECORD);
    }

    public StoragePath catalog(SnapshotName name, Subdir subdir) {
        return folder(name).resolve(subdir.name()).resolve("catalog");
    }

    public FrameReader openCatalog(SnapshotName name, Subdir subdir) throws IOException {
        return new FrameReader(storage.open(catalog(name, subdir), ByteRange.ALL));
    }

    public SubdirState subdir(SnapshotName name, Subdir subdir) throws IOException {
        return read(state(name, subdir), SubdirState::decode)
                .orElseThrow(() -> new DamagedFileException(state(name, subdir) + " is gone"));
    }

    public void saveSubdir(SnapshotName name, Subdir subdir, SubdirState state) throws IOException {
        write(state(name, subdir), state.encode());
    }

    /** Where it is noted what the index files of a snapshot's subdir are. */
    public StoragePath state(SnapshotName name, Subdir subdir) {
        return folder(name).resolve(subdir.name()).resolve("state");
    }

    public Optional<Snapshot> snapshot(SnapshotName name) throws IOException {
        return read(record(name), bytes -> SnapshotFile.decode(name, bytes));
    }

    public void save(Snapshot snapshot) throws IOException {
        write(record(snapshot.name()), SnapshotFile.encode(snapshot));
    }

    /** All of them, sorted by name. */
    public List<Snapshot> snapshots() throws IOException {
        List<Snapshot> found = new ArrayList<>();
        for (SnapshotName name : snapshotNames()) {
            snapshot(name).ifPresent(found::add);
        }
        return found;
    }

    /** The names of those that have a record, whatever it says. */
    public List<SnapshotName> snapshotNames() throws IOException {
        List<SnapshotName> found = new ArrayList<>();
        for (String path : below(snapshots)) {
            String name = path.endsWith("/" + RECORD) ? path.substring(0, path.length() - RECORD.length() - 1) : "";
            if (SnapshotName.isValid(name)) {
                found.add(new SnapshotName(name));
            }
        }
        return found;
    }

    /** All of them, sorted by name. */
    public List<SnapshotLabel> labels() throws IOException {
        List<SnapshotLabel> found = new ArrayList<>();
        for (SnapshotName name : labelNames()) {
            label(name).ifPresent(found::add);
        }
        return found;
    }

    /** Their names, whatever is noted of them. */
    public List<SnapshotName> labelNames() throws IOException {
        return below(labels).stream()
                .filter(SnapshotName::isValid)
                .map(SnapshotName::new)
                .toList();
    }

    public Optional<SnapshotLabel> label(SnapshotName label) throws IOException {
        return read(labelFile(label), bytes -> label(label, bytes));
    }

    private static SnapshotLabel label(SnapshotName label, byte[] bytes) throws DamagedFileException {
        for (List<String> line : StateText.decode(bytes).lines()) {
            if (line.get(0).equals(SNAPSHOT)) {
                return new SnapshotLabel(label, new SnapshotName(line.get(1)));
            }
        }
        throw new DamagedFileException("it names no snapshot");
    }

    public void save(SnapshotLabel label) throws IOException {
        StateText text = new StateText();
        text.add(SNAPSHOT, label.snapshot().value());
        write(labelFile(label.label()), text.encode());
    }

    /** The same of a label that the storage cannot show. */
    public void saveUnseen(SnapshotLabel label) throws IOException {
        StateText text = new StateText();
        text.add(SNAPSHOT, label.snapshot().value());
        text.add(UNSEEN, "");
        write(labelFile(label.label()), text.encode());
    }

    /** Whether the storage could not show a label. */
    public boolean isUnseen(SnapshotName label) throws IOException {
        return read(
                        labelFile(label),
                        bytes -> StateText.decode(bytes).lines().stream()
                                .anyMatch(line -> line.get(0).equals(UNSEEN)))
                .orElse(false);
    }

    public StoragePath labelFile(SnapshotName label) {
        return labels.resolve(label.value());
    }

    private List<String> below(StoragePath folder) throws IOException {
        try (Stream<StoredObject> objects = storage.list(folder)) {
            return objects.map(object ->
                            object.path().value().substring(folder.value().length() + 1))
                    .toList();
        }
    }

    /** Makes something of the bytes of a file. */
    @FunctionalInterface
    private interface Decoding<T> {
        T decode(byte[] bytes) throws IOException;
    }

    private <T> Optional<T> read(StoragePath path, Decoding<T> decoding) throws IOException {
        try (InputStream in = storage.open(path, ByteRange.ALL)) {
            return Optional.of(decoding.decode(in.readAllBytes()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (NewerVersionException e) {
            throw e;
        } catch (DamagedFileException e) {
            throw new DamagedFileException(path + ": " + e.getMessage());
        }
    }

    private void write(StoragePath path, byte[] bytes) throws IOException {
        StageKey key = new StageKey(account + "~snapshot");
        try (StagedWrite staged = StagedOutput.fresh(storage, key).staged()) {
            staged.append(bytes, 0, bytes.length);
            storage.publish(List.of(new Publication(staged, path)));
        }
    }
}
