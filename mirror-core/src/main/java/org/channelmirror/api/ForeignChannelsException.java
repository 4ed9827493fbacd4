package org.channelmirror.api;

import java.util.List;
import org.channelmirror.model.AccountName;

/** An account was filled from channels that a request does not name any more; nothing was done. */
public final class ForeignChannelsException extends MirrorException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> before;
    private final transient List<String> asked;

    /**
     * Names both.
     *
     * @param account the account
     * @param before the URLs of the channels that filled it, without secrets
     * @param asked the URLs of the channels that the request names, without secrets
     */
    public ForeignChannelsException(AccountName account, List<String> before, List<String> asked) {
        super(
                "account " + account + " was filled from " + String.join(", ", before) + ", and not from "
                        + String.join(", ", asked)
                        + ": what only the former have would be lost to it",
                account.value(),
                false,
                null);
        this.before = List.copyOf(before);
        this.asked = List.copyOf(asked);
    }

    /**
     * The channels that filled the account.
     *
     * @return their URLs
     */
    public List<String> before() {
        return before;
    }

    /**
     * The channels that the request names.
     *
     * @return their URLs
     */
    public List<String> asked() {
        return asked;
    }
}
