package org.channelmirror.api;

/** The operation was cancelled by its {@link Cancellation} or by interrupting its thread. What was done stays done. */
public final class MirrorCancelledException extends MirrorException {

    private static final long serialVersionUID = 1L;

    private final transient MirrorReport report;

    /**
     * Carries what was done until then.
     *
     * @param report the report so far
     */
    public MirrorCancelledException(MirrorReport report) {
        super("cancelled; run the same command again to go on", report.account().value(), true, null);
        this.report = report;
    }

    /**
     * What was done until then.
     *
     * @return the report so far
     */
    public MirrorReport report() {
        return report;
    }
}
