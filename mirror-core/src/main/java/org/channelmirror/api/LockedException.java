package org.channelmirror.api;

import java.util.Optional;
import org.channelmirror.model.AccountName;
import org.channelmirror.spi.LeaseOwner;
import org.channelmirror.spi.LockAttempt;

/** Another run holds the account, or took it over while this one was going on. */
public final class LockedException extends MirrorException {

    private static final long serialVersionUID = 1L;

    private final transient Optional<LeaseOwner> owner;
    private final LockAttempt.Holder holder;

    /**
     * Names the account and its holder, who may be dead.
     *
     * @param account the account
     * @param owner who holds it, where that can be told
     */
    public LockedException(AccountName account, Optional<LeaseOwner> owner) {
        this(account, owner, LockAttempt.Holder.UNKNOWN);
    }

    /**
     * Names the account and its holder.
     *
     * @param account the account
     * @param owner who holds it, where that can be told
     * @param holder what the storage knows of the holder's life
     */
    public LockedException(AccountName account, Optional<LeaseOwner> owner, LockAttempt.Holder holder) {
        super(
                "account " + account + " is locked by " + words(owner) + "; wait for it to end",
                account.value(),
                true,
                null);
        this.owner = owner;
        this.holder = holder;
    }

    private LockedException(AccountName account, Optional<LeaseOwner> owner, Throwable cause) {
        super(
                "account " + account + " was taken over by " + words(owner)
                        + "; this run stopped and wrote nothing since",
                account.value(),
                true,
                cause);
        this.owner = owner;
        this.holder = LockAttempt.Holder.ALIVE;
    }

    /**
     * Tells that another run took the account over.
     *
     * @param account the account
     * @param owner who has it now, where that can be told
     * @param cause how that was noticed
     * @return the exception
     */
    public static LockedException takenOver(AccountName account, Optional<LeaseOwner> owner, Throwable cause) {
        return new LockedException(account, owner, cause);
    }

    private static String words(Optional<LeaseOwner> owner) {
        return owner.map(by -> by.description() + " since " + by.since()).orElse("another run");
    }

    /**
     * Who holds the account.
     *
     * @return the holder, where that can be told
     */
    public Optional<LeaseOwner> owner() {
        return owner;
    }

    /**
     * What the storage knows of the holder's life: whether {@link LockPolicy#BREAK} can help.
     *
     * @return alive, or unknown
     */
    public LockAttempt.Holder holder() {
        return holder;
    }
}
