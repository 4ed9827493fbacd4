package org.channelmirror.server.access;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.channelmirror.model.AccountName;

/**
 * The accounts a token is for. Immutable and thread-safe.
 *
 * @param accounts the accounts, at least one; empty for all, later ones too
 */
public record TokenScope(Optional<SortedSet<AccountName>> accounts) {

    /** All accounts. */
    public static final TokenScope ALL = new TokenScope(Optional.empty());

    /**
     * Copies the set.
     *
     * @throws IllegalArgumentException if there is a set with nothing in it
     */
    public TokenScope {
        accounts = accounts.map(set -> Collections.unmodifiableSortedSet(new TreeSet<>(set)));
        if (accounts.isPresent() && accounts.get().isEmpty()) {
            throw new IllegalArgumentException("a token is for at least one account");
        }
    }

    /**
     * One account.
     *
     * @param account the account
     * @return the scope
     */
    public static TokenScope of(AccountName account) {
        TreeSet<AccountName> one = new TreeSet<>();
        one.add(account);
        return new TokenScope(Optional.of(one));
    }

    /**
     * Tells whether an account is among them.
     *
     * @param account the account
     * @return whether it is
     */
    public boolean includes(AccountName account) {
        return accounts.isEmpty() || accounts.get().contains(account);
    }
}
