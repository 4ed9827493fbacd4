package org.channelmirror.internal.shards;

/** Upstream's shards cannot be relied on: the whole index has to be read. */
public class DoubtfulShardsException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Says what is wrong with them. */
    public DoubtfulShardsException(String problem) {
        super(problem);
    }

    DoubtfulShardsException(String problem, Throwable cause) {
        super(cause.getMessage() == null ? problem : problem + ": " + cause.getMessage(), cause);
    }
}
