package org.channelmirror.cli;

import java.util.Optional;
import org.channelmirror.MirrorClient;
import org.channelmirror.api.ChannelChange;
import org.channelmirror.api.CleanReport;
import org.channelmirror.api.CleanRequest;
import org.channelmirror.api.DeletionTime;
import org.channelmirror.api.MajorityRemoval;
import org.channelmirror.api.MirrorException;
import org.channelmirror.config.MirrorDefinition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code clean}. */
@Command(
        name = "clean",
        description = {
            "Takes out of the mirror what the configuration no longer selects and, with removed_upstream: remove, what upstream"
                    + " withdrew: out of the index at once, off the disk when grace_period is over, by the next command that"
                    + " changes the account. Asks no upstream."
        })
final class CleanCommand implements Action {

    @Option(names = "--dry-run", description = "List what would go, with size and reason, and write nothing.")
    boolean dryRun;

    @Option(
            names = "--now",
            description = "Delete the files at once, with those that wait from earlier: clients that still read the old"
                    + " index get \"not found\".")
    boolean now;

    @Option(names = "--yes", description = "Go on if more than half of what is published would go.")
    boolean yes;

    @Option(
            names = "--change-channels",
            description = "Go by this configuration, though the account was filled from other channels.")
    boolean changeChannels;

    @Override
    public Answer run(Session session) throws MirrorException {
        MirrorDefinition definition = session.definition("clean");
        Place place = session.place(Optional.of(definition));
        try (OpenStorage target = session.open(place);
                Progress progress = session.progress();
                MirrorClient client = session.offlineClient(progress)) {
            CleanRequest request = definition
                    .cleanRequest(definition
                            .syncRequest(target.storage())
                            .account(place.account())
                            .channelChange(changeChannels ? ChannelChange.ACCEPT : ChannelChange.REFUSE)
                            .lock(session.options().lockPolicy())
                            .cancellation(session.cancellation())
                            .build())
                    .deleting(now ? DeletionTime.NOW : DeletionTime.AFTER_GRACE_PERIOD)
                    .majority(yes ? MajorityRemoval.ACCEPT : MajorityRemoval.REFUSE);
            if (dryRun) {
                return new CleanPlanAnswer(place, definition.warnings(), client.planClean(request));
            }
            CleanReport report = client.clean(request);
            if (now && report.deleted().packages() > 0) {
                session.messages()
                        .line("warning: the files were deleted at once: clients that read the index before now may ask"
                                + " for them and get \"not found\" (404), until they read it again");
            }
            return new CleanAnswer(place, definition.warnings(), report);
        }
    }
}
