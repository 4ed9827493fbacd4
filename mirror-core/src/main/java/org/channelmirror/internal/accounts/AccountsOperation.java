package org.channelmirror.internal.accounts;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.channelmirror.api.AccountSummary;
import org.channelmirror.api.AccountsRequest;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.StorageException;
import org.channelmirror.internal.state.Accounts;
import org.channelmirror.internal.state.StateStore;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.Subdir;

/** Tells which accounts there are and what filled them, from their states. */
public final class AccountsOperation {

    private AccountsOperation() {}

    public static List<AccountSummary> run(AccountsRequest request) throws MirrorException {
        List<AccountSummary> summaries = new ArrayList<>();
        try {
            for (AccountName account : Accounts.of(request.target())) {
                summaries.add(summary(account, new StateStore(request.target(), account)));
            }
        } catch (IOException e) {
            throw new StorageException("the accounts", e);
        }
        return summaries;
    }

    private static AccountSummary summary(AccountName account, StateStore store) throws IOException {
        long packages = 0;
        long bytes = 0;
        for (Subdir subdir : store.subdirs()) {
            Optional<SubdirState> state = store.subdir(subdir);
            packages += state.map(SubdirState::packages).orElse(0L);
            bytes += state.map(SubdirState::bytes).orElse(0L);
        }
        return new AccountSummary(account, packages, bytes, store.origin());
    }
}
