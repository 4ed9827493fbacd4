package org.channelmirror.api;

/**
 * What becomes of a request that names other channels than those which filled the account. A channel that comes in addition is no
 * such change; one that is gone is.
 */
public enum ChannelChange {
    /** It is refused with {@link ForeignChannelsException}: it is rather meant for another account. */
    REFUSE,
    /** The account is filled from these channels from now on; what only the others list counts as withdrawn. */
    ACCEPT
}
