package org.channelmirror.api;

import org.channelmirror.model.AccountName;

/** A clean would take more than half of an account's published packages out, and nobody said that this is meant. */
public final class MajorityRemovalException extends MirrorException {

    private static final long serialVersionUID = 1L;

    private final long removed;
    private final long published;

    /**
     * Names the numbers.
     *
     * @param account the account
     * @param removed how many published packages would be taken out
     * @param published of how many
     */
    public MajorityRemovalException(AccountName account, long removed, long published) {
        super(
                "clean would take out " + removed + " of the " + published + " published packages of account " + account
                        + ", more than half; nothing was done",
                account.value(),
                false,
                null);
        this.removed = removed;
        this.published = published;
    }

    /**
     * How many published packages would be taken out.
     *
     * @return the number
     */
    public long removed() {
        return removed;
    }

    /**
     * How many packages are published.
     *
     * @return the number
     */
    public long published() {
        return published;
    }
}
