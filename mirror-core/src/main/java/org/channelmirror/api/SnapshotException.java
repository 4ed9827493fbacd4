package org.channelmirror.api;

/** What was asked of an account's snapshots, labels or hold cannot be: nothing was changed. */
public final class SnapshotException extends MirrorException {

    private static final long serialVersionUID = 1L;

    /**
     * Says why.
     *
     * @param subject the account, the snapshot or the label
     * @param problem what is wrong and what to do about it
     */
    public SnapshotException(String subject, String problem) {
        super(subject + ": " + problem, subject, false, null);
    }
}
