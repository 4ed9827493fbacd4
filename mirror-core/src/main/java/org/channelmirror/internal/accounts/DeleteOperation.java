package org.channelmirror.internal.accounts;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.channelmirror.api.AccountException;
import org.channelmirror.api.DeleteReport;
import org.channelmirror.api.DeleteRequest;
import org.channelmirror.api.LockedException;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.StorageException;
import org.channelmirror.internal.operation.AccountHold;
import org.channelmirror.internal.operation.AccountLock;
import org.channelmirror.internal.operation.KeptLease;
import org.channelmirror.internal.state.StateStore;
import org.channelmirror.spi.ChannelStorage;

/**
 * Deletes an account: the indexes first, so that none names a file that is gone, and its state last, so that what a kill leaves is an
 * account that can be deleted again.
 */
public final class DeleteOperation {

    private DeleteOperation() {}

    public static DeleteReport run(DeleteRequest request, Instant now) throws MirrorException {
        try (KeptLease lease = AccountLock.take(request.target(), request.account(), "delete", now, request.lock())) {
            ChannelStorage storage = lease.fence(request.target());
            StateStore store = new StateStore(storage, request.account());
            AccountFiles files = new AccountFiles(storage, store, lease);
            if (!files.exist()) {
                throw new AccountException(
                        request.account(),
                        AccountException.Reason.UNKNOWN,
                        "there is no account " + request.account() + " here");
            }
            AccountHold.refuse(store);
            AccountFiles.Removed removed = files.deleteAll();
            return new DeleteReport(request.account(), removed.files(), removed.bytes());
        } catch (IOException e) {
            Optional<LockedException> lost = AccountLock.lost(request.account(), e);
            if (lost.isPresent()) {
                throw lost.get();
            }
            throw new StorageException("account " + request.account(), e);
        }
    }
}
