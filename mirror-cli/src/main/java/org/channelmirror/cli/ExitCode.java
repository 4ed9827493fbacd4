package org.channelmirror.cli;

import org.channelmirror.api.MirrorReport;

/** How a command ended, as the process's exit code tells it. */
public enum ExitCode {
    /** Everything that was asked for is done. */
    COMPLETE(0),
    /** Nothing could be done; no subdir of any channel could be read. */
    FAILED(1),
    /** The command line or the configuration is wrong, or the account is held; nothing was tried. */
    USAGE(2),
    /** Finished, but some packages or subdirs failed; the next run tries them again. */
    INCOMPLETE(3),
    /** Something stored is not what its checksum says. */
    INTEGRITY(4),
    /** Another run holds the account. */
    LOCKED(5),
    /** Stopped by a signal; the next run goes on where this one stood. */
    CANCELLED(130);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    /**
     * The process's exit code.
     *
     * @return 0 to 255
     */
    public int code() {
        return code;
    }

    static ExitCode of(MirrorReport report) {
        if (report.isTotalFailure()) {
            return FAILED;
        }
        return report.isComplete() ? COMPLETE : INCOMPLETE;
    }
}
