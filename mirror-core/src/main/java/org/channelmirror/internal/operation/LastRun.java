package org.channelmirror.internal.operation;

import java.io.IOException;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.internal.state.RunResult;
import org.channelmirror.internal.state.RunResult.Outcome;

/** Notes what a run came to, for those who ask later. */
public final class LastRun {

    private LastRun() {}

    public static void ended(SyncContext context, MirrorReport report) throws IOException {
        if (report.isTotalFailure()) {
            failed(context, report.subdirs().get(0).failure().orElse(""));
            return;
        }
        long subdirs = report.subdirs().stream()
                .filter(subdir -> !subdir.outcome().isComplete())
                .count();
        Outcome outcome = report.isComplete() ? Outcome.COMPLETE : Outcome.INCOMPLETE;
        save(context, outcome, report.failureCount(), subdirs, "");
    }

    public static void failed(SyncContext context, MirrorException failure) throws IOException {
        failed(context, String.valueOf(failure.getMessage()));
    }

    /** Nothing could be done. Of an account that holds nothing there is nothing to tell. */
    private static void failed(SyncContext context, String message) throws IOException {
        if (!context.store().subdirs().isEmpty()) {
            save(context, Outcome.FAILED, 0, 0, message);
        }
    }

    private static void save(SyncContext context, Outcome outcome, long packages, long subdirs, String message)
            throws IOException {
        context.store()
                .saveResult(new RunResult(
                        outcome, packages, subdirs, message, context.clock().instant()));
    }
}
