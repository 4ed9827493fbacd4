package org.channelmirror.api;

import org.channelmirror.model.AccountName;

/** The account is held, and what was asked for would change it. */
public final class HeldException extends MirrorException {

    private static final long serialVersionUID = 1L;

    private final transient Hold hold;

    /**
     * Names the account and why it is held.
     *
     * @param account the account
     * @param hold since when and why
     */
    public HeldException(AccountName account, Hold hold) {
        super(
                "account " + account + " is held since " + hold.since() + " (" + hold.reason()
                        + ") and is not changed; \"channel-mirror release --account " + account + "\" ends that",
                account.value(),
                false,
                null);
        this.hold = hold;
    }

    /**
     * Why it is held.
     *
     * @return the hold
     */
    public Hold hold() {
        return hold;
    }
}
