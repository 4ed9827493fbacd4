package org.channelmirror.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.channelmirror.MirrorClient;
import org.channelmirror.api.ChannelChange;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.ShrinkPolicy;
import org.channelmirror.api.SyncMode;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.config.MirrorDefinition;
import org.jspecify.annotations.Nullable;
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
            names = "--out",
            paramLabel = "PLAN",
            description = "With --dry-run: write which files would be fetched to this file, for --plan.")
    @Nullable
    Path out;

    @Option(
            names = "--plan",
            paramLabel = "PLAN",
            description = "Fetch only what this file names, whatever else upstream has by now.")
    @Nullable
    Path plan;

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

    @Option(
            names = "--change-channels",
            description = "Fill the account from these channels from now on, though others filled it before.")
    boolean changeChannels;

    @Option(
            names = "--all",
            description =
                    "Sync every mirror of the configuration, one after the other; without a configuration every account of"
                            + " the root, each with the one that filled it.")
    boolean all;

    @Override
    public Answer run(Session session) throws MirrorException {
        if (all && (out != null || plan != null)) {
            throw new UsageException(
                    "--all does not go with a plan", "a plan is one account's: name it with --account");
        }
        return all ? new AllMirrors(session).run(this::one) : one(session, session.definition("sync"));
    }

    private Answer one(Session session, MirrorDefinition definition) throws MirrorException {
        Place place = session.place(Optional.of(definition));
        if (out != null && !dryRun) {
            throw new UsageException("--out goes with --dry-run", "a plan is what a dry run finds: add --dry-run");
        }
        if (dryRun) {
            return plan(session, definition, place);
        }
        Finish finish = new Finish(definition.onFinish(), "sync", place.account(), session.cancellation());
        try {
            SyncAnswer answer = sync(session, definition, place);
            session.messages().note(answer.summary());
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
            SyncRequest request = request(session, definition, place, target);
            if (out == null) {
                return new PlanAnswer(place, definition.warnings(), client.plan(request), Optional.empty());
            }
            Path file = session.workingDir().resolve(out);
            return new PlanAnswer(place, definition.warnings(), client.plan(request, file), Optional.of(out));
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
        SyncRequest.Builder request = definition
                .syncRequest(target.storage())
                .account(place.account())
                .shrink(acceptShrink ? ShrinkPolicy.ACCEPT : ShrinkPolicy.REFUSE)
                .channelChange(changeChannels ? ChannelChange.ACCEPT : ChannelChange.REFUSE)
                .mode(reset ? SyncMode.RESET : SyncMode.INCREMENTAL)
                .lock(session.options().lockPolicy())
                .cancellation(session.cancellation());
        return plan == null
                ? request.build()
                : request.plan(session.workingDir().resolve(plan)).build();
    }
}
