package org.channelmirror.cli;

import java.util.List;
import java.util.Optional;
import org.channelmirror.MirrorClient;
import org.channelmirror.api.AccountException;
import org.channelmirror.api.AccountSummary;
import org.channelmirror.api.AccountsRequest;
import org.channelmirror.api.MirrorException;
import org.channelmirror.model.AccountName;

/** The accounts of a root: a command that only looks must not take a slip of the pen for a mirror that is well. */
final class KnownAccounts {

    private final List<AccountName> names;

    private KnownAccounts(List<AccountName> names) {
        this.names = names;
    }

    static KnownAccounts of(MirrorClient client, OpenStorage target) throws MirrorException {
        return new KnownAccounts(client.accounts(new AccountsRequest(target.storage())).stream()
                .map(AccountSummary::account)
                .toList());
    }

    List<AccountName> names() {
        return names;
    }

    /** Refuses an account that was named and is none. */
    void refuseUnknown(Optional<AccountName> named, OpenStorage target) throws AccountException {
        if (named.isPresent() && !names.contains(named.get())) {
            throw new AccountException(
                    named.get(),
                    AccountException.Reason.UNKNOWN,
                    "there is no account " + named.get() + " in " + target.root());
        }
    }

    /** The account that is meant where none is named: the only one there is. */
    Optional<AccountName> only() {
        if (names.size() > 1) {
            throw new UsageException(
                    "the root has several accounts: "
                            + String.join(
                                    ", ", names.stream().map(AccountName::value).toList()),
                    "name one with --account");
        }
        return names.stream().findFirst();
    }
}
