package org.channelmirror.internal.engine;

import java.io.IOException;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.internal.state.RunResult;
import org.channelmirror.internal.state.RunResult.Outcome;

/** Notes what a run came to, for those who ask later. */
final class LastRun {

    private LastRun() {}

    static void ended(SyncContext context, MirrorReport report) throws IOException {
        long subdirs = report.subdirs().stream()
                .filter(subdir -> !subdir.outcome().isComplete())
                .count();
        Outcome outcome = report.isComplete() ? Outcome.COMPLETE : Outcome.INCOMPLETE;
        context.store()
                .saveResult(new RunResult(
                        outcome,
                        report.failureCount(),
                        subdirs,
                        "",
                        context.clock().instant()));
    }

    /** Nothing could be done. Of an account that holds nothing there is nothing to tell. */
    static void failed(SyncContext context, MirrorException failure) throws IOException {
        if (!context.store().subdirs().isEmpty()) {
            String message = String.valueOf(failure.getMessage());
            context.store()
                    .saveResult(new RunResult(
                            Outcome.FAILED, 0, 0, message, context.clock().instant()));
        }
    }
}
