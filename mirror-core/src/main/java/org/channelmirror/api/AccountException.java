package org.channelmirror.api;

import java.util.Objects;
import org.channelmirror.model.AccountName;

/** An account is not there, or is there already, or is being renamed; nothing was done. */
public final class AccountException extends MirrorException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** What is in the way. */
    public enum Reason {
        /** There is no such account. */
        UNKNOWN,
        /** There is an account of that name already. */
        EXISTS,
        /** A rename of it did not come to its end. */
        RENAMING
    }

    /**
     * Names the account.
     *
     * @param account the account
     * @param reason what is in the way
     * @param message what is in the way and what to do
     */
    public AccountException(AccountName account, Reason reason, String message) {
        super(message, account.value(), false, null);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /**
     * What is in the way.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }
}
