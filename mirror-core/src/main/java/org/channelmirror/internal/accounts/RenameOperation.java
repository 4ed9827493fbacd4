package org.channelmirror.internal.accounts;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.channelmirror.api.AccountException;
import org.channelmirror.api.AccountException.Reason;
import org.channelmirror.api.HeldException;
import org.channelmirror.api.LockedException;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.RenameReport;
import org.channelmirror.api.RenameRequest;
import org.channelmirror.api.StorageException;
import org.channelmirror.internal.accounts.AccountFiles.Kind;
import org.channelmirror.internal.operation.AccountHold;
import org.channelmirror.internal.operation.AccountLock;
import org.channelmirror.internal.operation.KeptLease;
import org.channelmirror.internal.snapshots.SnapshotLabels;
import org.channelmirror.internal.state.Renaming;
import org.channelmirror.internal.state.SnapshotStore;
import org.channelmirror.internal.state.StateStore;
import org.channelmirror.model.AccountName;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.Share;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;

/**
 * Gives an account another name: every file is shared to its new place, then the indexes, the state, and the labels; then the old ones
 * go, the labels and indexes first. Both accounts note the rename before anything else, the new one first, and lose the note in that order at the end:
 * until then nothing else may change them, and the same rename goes on where a kill ended it.
 */
public final class RenameOperation {

    private final RenameRequest request;
    private final ChannelStorage storage;
    private final StateStore old;
    private final StateStore renamed;
    private final AccountFiles there;
    private final AccountFiles here;
    private long files;

    private RenameOperation(RenameRequest request, KeptLease from, KeptLease to) {
        this.request = request;
        this.storage = to.fence(from.fence(request.target()));
        this.old = new StateStore(storage, request.from());
        this.renamed = new StateStore(storage, request.to());
        this.there = new AccountFiles(storage, old, from);
        this.here = new AccountFiles(storage, renamed, to);
    }

    public static RenameReport run(RenameRequest request, Instant now) throws MirrorException {
        try (KeptLease from = lock(request, request.from(), now);
                KeptLease to = lock(request, request.to(), now)) {
            try {
                return new RenameOperation(request, from, to).run();
            } catch (IOException e) {
                Optional<LockedException> lost = AccountLock.lost(to.isLost() ? request.to() : request.from(), e);
                if (lost.isPresent()) {
                    throw lost.get();
                }
                throw e;
            }
        } catch (IOException e) {
            throw new StorageException("account " + request.from(), e);
        }
    }

    private static KeptLease lock(RenameRequest request, AccountName account, Instant now)
            throws IOException, LockedException {
        return AccountLock.lock(request.target(), account, "rename", now, request.lock());
    }

    private RenameReport run() throws IOException, MirrorException {
        if (begin()) {
            there.each(Kind.PACKAGE, objects -> {
                share(objects);
                files += objects.size();
            });
            there.each(Kind.PART, this::share);
            there.each(Kind.VARIANT, this::share);
            there.each(Kind.INDEX, this::share);
            new StateMove(storage, old, renamed).run();
            SnapshotLabels.settle(storage, new SnapshotStore(storage, request.to()));
            there.deleteAll();
            renamed.forgetRenaming();
        }
        old.forgetRenaming();
        return new RenameReport(request.from(), request.to(), files);
    }

    /** Notes the rename, or finds that it was noted; answers whether there is more to do than to forget it. */
    private boolean begin() throws IOException, AccountException, HeldException {
        Renaming renaming = new Renaming(request.from(), request.to());
        Optional<Renaming> ofOld = old.renaming();
        Optional<Renaming> ofRenamed = renamed.renaming();
        refuseAnother(renaming, ofOld, request.from());
        refuseAnother(renaming, ofRenamed, request.to());
        if (ofRenamed.isPresent()) {
            if (ofOld.isEmpty()) {
                old.saveRenaming(renaming);
            }
            return true;
        }
        if (ofOld.isPresent()) {
            return false;
        }
        if (!there.exist()) {
            throw new AccountException(
                    request.from(), Reason.UNKNOWN, "there is no account " + request.from() + " here");
        }
        if (here.exist()) {
            throw new AccountException(
                    request.to(),
                    Reason.EXISTS,
                    "there is an account " + request.to() + " already; choose another name, or delete it first");
        }
        AccountHold.refuse(old);
        renamed.saveRenaming(renaming);
        old.saveRenaming(renaming);
        return true;
    }

    private static void refuseAnother(Renaming wanted, Optional<Renaming> noted, AccountName account)
            throws AccountException {
        if (noted.isPresent() && !noted.get().equals(wanted)) {
            throw AccountLock.unfinished(account, noted.get());
        }
    }

    private void share(List<StoredObject> objects) throws IOException {
        List<Share> shares = new ArrayList<>();
        for (StoredObject object : objects) {
            String below =
                    object.path().value().substring(old.published().value().length() + 1);
            StoragePath place = StoragePath.of(renamed.published() + "/" + below);
            // What is there was put there by this rename before it was killed, and a state may tell of it already.
            if (storage.stat(place).isEmpty()) {
                shares.add(new Share(object.path(), place));
            }
        }
        storage.share(shares);
    }
}
