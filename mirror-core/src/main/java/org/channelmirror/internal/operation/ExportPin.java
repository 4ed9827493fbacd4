package org.channelmirror.internal.operation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.channelmirror.internal.frames.FrameKey;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.state.StagedOutput;
import org.channelmirror.internal.state.StateStore;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.Lease;
import org.channelmirror.spi.LeaseOwner;
import org.channelmirror.spi.LockAttempt;
import org.channelmirror.spi.Publication;
import org.channelmirror.spi.StageKey;
import org.channelmirror.spi.StagedWrite;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;

/**
 * Lets an export read on what others replace or delete meanwhile. The export marks that it is there before it looks which state is in
 * force; whoever takes a file away, which is after the index that does not name it is in force, looks for marks and leaves the bytes
 * for each of them, however long the export takes. What a killed one left goes when the next one looks.
 */
public final class ExportPin implements AutoCloseable {

    private static final StoragePath PINS = StoragePath.of(".mirror", "pinned");
    private static final Duration TIME_TO_LIVE = Duration.ofMinutes(15);
    private static final String MARK = "mark";
    private static final int MOST = 1000;

    private final ChannelStorage storage;
    private final StoragePath folder;
    private final Lease lease;

    private ExportPin(ChannelStorage storage, StoragePath folder, Lease lease) {
        this.storage = storage;
        this.folder = folder;
        this.lease = lease;
    }

    /** Marks that an export reads an account. */
    public static ExportPin set(ChannelStorage storage, AccountName account, Instant now) throws IOException {
        for (int place = 1; place <= MOST; place++) {
            String id = Integer.toString(place);
            if (lock(storage, account, id, "export", now) instanceof LockAttempt.Acquired acquired) {
                StoragePath folder = PINS.resolve(account.value()).resolve(id);
                try {
                    delete(storage, folder);
                    mark(storage, folder, new StageKey("~pin~" + account + "~" + id), now);
                } catch (IOException e) {
                    acquired.lease().close();
                    throw e;
                }
                return new ExportPin(storage, folder, KeptLease.of(acquired.lease(), TIME_TO_LIVE.dividedBy(3)));
            }
        }
        throw new IOException(MOST + " exports are under way already");
    }

    private static void mark(ChannelStorage storage, StoragePath folder, StageKey key, Instant now) throws IOException {
        try (StagedWrite mark = StagedOutput.fresh(storage, key).staged()) {
            byte[] text = now.toString().getBytes(StandardCharsets.US_ASCII);
            mark.append(text, 0, text.length);
            storage.publish(List.of(new Publication(mark, folder.resolve(MARK))));
        }
    }

    /** Where the bytes of a file are left that is taken away. */
    public StoragePath kept(Subdir subdir, String fileName) {
        return folder.resolve(subdir.name()).resolve(fileName);
    }

    /**
     * Leaves files for the exports that are under way, before they are replaced or deleted.
     *
     * @param names a file of frames that begin with the files' keys
     */
    public static void keep(ChannelStorage storage, AccountName account, Subdir subdir, FrameReader names, Instant now)
            throws IOException {
        List<StoragePath> pins = inForce(storage, account, now);
        if (pins.isEmpty()) {
            return;
        }
        StateStore store = new StateStore(storage, account);
        while (names.next()) {
            String fileName = FrameKey.name(names.payload()).value();
            for (StoragePath pin : pins) {
                keep(
                        storage,
                        store.published(subdir, fileName),
                        pin.resolve(subdir.name()).resolve(fileName));
            }
        }
    }

    /** Whoever deletes published files first leaves their bytes to the exports that may read them. */
    public static void keep(
            ChannelStorage storage, AccountName account, Subdir subdir, Collection<PackageFileName> names, Instant now)
            throws IOException {
        StateStore store = new StateStore(storage, account);
        for (StoragePath pin : inForce(storage, account, now)) {
            for (PackageFileName name : names) {
                keep(
                        storage,
                        store.published(subdir, name.value()),
                        pin.resolve(subdir.name()).resolve(name.value()));
            }
        }
    }

    /** What an export reads is the first of several contents. */
    private static void keep(ChannelStorage storage, StoragePath file, StoragePath kept) throws IOException {
        if (storage.stat(file).isPresent() && storage.stat(kept).isEmpty()) {
            storage.share(file, kept);
        }
    }

    /** The folders of the exports that are under way; those of others are deleted. */
    private static List<StoragePath> inForce(ChannelStorage storage, AccountName account, Instant now)
            throws IOException {
        StoragePath all = PINS.resolve(account.value());
        TreeSet<String> ids = new TreeSet<>();
        try (Stream<StoredObject> objects = storage.list(all)) {
            objects.map(object -> object.path().value().substring(all.value().length() + 1))
                    .forEach(path -> ids.add(path.substring(0, path.indexOf('/'))));
        }
        List<StoragePath> live = new ArrayList<>();
        for (String id : ids) {
            StoragePath folder = all.resolve(id);
            if (lock(storage, account, id, "tidying up", now) instanceof LockAttempt.Acquired dead) {
                delete(storage, folder);
                dead.lease().close();
            } else {
                live.add(folder);
            }
        }
        return live;
    }

    private static LockAttempt lock(ChannelStorage storage, AccountName account, String id, String what, Instant now)
            throws IOException {
        LeaseOwner owner =
                new LeaseOwner(what + ", process " + ProcessHandle.current().pid(), now);
        return storage.lock(StoragePath.of("exports", account.value(), id), owner, TIME_TO_LIVE);
    }

    private static void delete(ChannelStorage storage, StoragePath folder) throws IOException {
        List<StoragePath> files;
        try (Stream<StoredObject> objects = storage.list(folder)) {
            files = objects.map(StoredObject::path).toList();
        }
        storage.delete(files);
    }

    @Override
    public void close() throws IOException {
        try (lease) {
            delete(storage, folder);
        }
    }
}
