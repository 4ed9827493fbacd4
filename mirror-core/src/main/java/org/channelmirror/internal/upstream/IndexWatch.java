package org.channelmirror.internal.upstream;

import java.util.List;
import org.channelmirror.api.TransferException;
import org.channelmirror.internal.index.UpstreamIndex;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.transport.DownloadResult;
import org.channelmirror.internal.transport.Validator;
import org.channelmirror.model.Subdir;

/**
 * Looks, when packages could not be had, whether upstream's index changed while they were fetched: what the old one lists may be
 * gone or replaced. One request without a body; the next run reads the new index anyway.
 */
public final class IndexWatch {

    private IndexWatch() {}

    public static void look(SyncContext context, Subdir subdir, List<UpstreamIndex> answers, long failures)
            throws InterruptedException {
        for (UpstreamIndex answer : answers) {
            if (answer instanceof UpstreamIndex.Fetched fetched && hasChanged(context, fetched)) {
                context.events()
                        .warn(
                                subdir.name(),
                                "upstream changed " + fetched.input().url() + " while its packages were fetched; "
                                        + failures + " could not be had as it listed them: the next sync follows it");
            }
        }
    }

    private static boolean hasChanged(SyncContext context, UpstreamIndex.Fetched fetched) throws InterruptedException {
        Validator was = fetched.input().validator();
        try {
            return !was.equals(Validator.NONE)
                    && context.downloader().look(fetched.uri(), was, context.quietly())
                            instanceof DownloadResult.Done now
                    && !now.validator().equals(was);
        } catch (TransferException e) {
            return false;
        }
    }
}
