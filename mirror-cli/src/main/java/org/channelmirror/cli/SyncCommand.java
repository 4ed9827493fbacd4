package org.channelmirror.cli;

import java.util.Optional;
import org.channelmirror.MirrorClient;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.ShrinkPolicy;
import org.channelmirror.api.SyncMode;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.config.MirrorDefinition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sync}. */
@Command(
        name = "sync",
        description = {
            "Brings the mirror up to date: fetches what is selected and absent, verifies it, publishes the index."
                    + " Packages are never deleted."
        })
final class SyncCommand implements Action {

    @Option(names = "--dry-run", description = "Tell what a sync would do, and write nothing.")
    boolean dryRun;

    @Option(
            names = "--reset",
            description = "Ask for everything again, hash every stored file, and fetch what is absent or differs.")
    boolean reset;

    @Option(
            names = "--accept-shrink",
            description =
                    "Take upstream's indexes as they are, also if one is gone, empty or old, or lost much of what is"
                            + " published here.")
    boolean acceptShrink;

    @Override
    public Answer run(Session session) throws MirrorException {
        MirrorDefinition definition = session.definition("sync");
        Place place = session.place(Optional.of(definition));
        if (dryRun) {
            return plan(session, definition, place);
        }
        Finish finish = new Finish(definition.onFinish(), "sync", place.account());
        try {
            SyncAnswer answer = sync(session, definition, place);
            return new SyncAnswer(place, finish.after(answer), answer.report());
        } catch (MirrorException e) {
            finish.after(e, session.messages());
            throw e;
        }
    }

    private PlanAnswer plan(Session session, MirrorDefinition definition, Place place) throws MirrorException {
        try (OpenStorage target = session.open(place);
                Progress progress = session.progress();
                MirrorClient client = session.client(definition, progress)) {
            return new PlanAnswer(
                    place, definition.warnings(), client.plan(request(session, definition, place, target)));
        }
    }

    private SyncAnswer sync(Session session, MirrorDefinition definition, Place place) throws MirrorException {
        try (OpenStorage target = session.open(place);
                Progress progress = session.progress();
                MirrorClient client = session.client(definition, progress)) {
            VisibilityNote.of(target, place.account(), definition);
            return new SyncAnswer(
                    place, definition.warnings(), client.sync(request(session, definition, place, target)));
        }
    }

    private SyncRequest request(Session session, MirrorDefinition definition, Place place, OpenStorage target) {
        return definition
                .syncRequest(target.storage())
                .account(place.account())
                .shrink(acceptShrink ? ShrinkPolicy.ACCEPT : ShrinkPolicy.REFUSE)
                .mode(reset ? SyncMode.RESET : SyncMode.INCREMENTAL)
                .cancellation(session.cancellation())
                .build();
    }
}
