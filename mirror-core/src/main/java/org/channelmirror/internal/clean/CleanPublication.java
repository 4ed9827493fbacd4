package org.channelmirror.internal.clean;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.channelmirror.api.RemovedPackages;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.merge.Leaving;
import org.channelmirror.internal.merge.LeavingPackage;
import org.channelmirror.internal.operation.HistoryLog;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.publish.CleanSurvey;
import org.channelmirror.internal.publish.PublishedTail;
import org.channelmirror.internal.publish.SubdirPublisher;
import org.channelmirror.internal.side.SideFiles;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.internal.state.Tombstone;
import org.channelmirror.internal.state.Tombstones;
import org.channelmirror.spi.Lease;
import org.channelmirror.spi.StoredObject;

/**
 * Notes what leaves as to be deleted, and publishes the indexes without it, in this order: a run that is killed in between forgets no
 * file, and one that is still listed does not go.
 */
final class CleanPublication {

    private final SyncContext context;
    private final Lease lease;
    private final CleanSurvey survey;
    private Instant due = Instant.MAX;
    private RemovedPackages waiting = RemovedPackages.NONE;

    CleanPublication(SyncContext context, Lease lease, CleanSurvey survey) {
        this.context = context;
        this.lease = lease;
        this.survey = survey;
    }

    /** Answers how many files wait from now on because of this run. */
    RemovedPackages run(Duration gracePeriod) throws IOException, InterruptedException {
        tidyUp();
        if (survey.leaving().stream().allMatch(Leaving::isNothing)) {
            return RemovedPackages.NONE;
        }
        due = context.clock().instant().plus(gracePeriod);
        noteAll();
        for (Leaving leaving : survey.leaving()) {
            if (!leaving.isNothing()) {
                context.checkCancelled();
                lease.renew();
                publish(leaving);
            }
        }
        return waiting;
    }

    /** When they may go. */
    Instant due() {
        return due;
    }

    /** What a clean that was killed between its last two steps left. */
    private void tidyUp() throws IOException {
        for (Leaving leaving : survey.leaving()) {
            Optional<SubdirState> state = context.store().subdir(leaving.subdir());
            if (state.isPresent()) {
                context.store()
                        .deleteCatalogBefore(leaving.subdir(), state.get().generation());
            }
        }
    }

    private void noteAll() throws IOException {
        try (Tombstones.Collector all = new Tombstones.Collector(context.scratch(), "tombstones")) {
            Optional<Tombstones> earlier = context.store().tombstones();
            if (earlier.isPresent()) {
                try (Tombstones tombstones = earlier.get()) {
                    while (tombstones.next()) {
                        all.add(tombstones.tombstone());
                    }
                }
            }
            for (Leaving leaving : survey.leaving()) {
                lease.renew();
                note(leaving, all);
            }
            context.store().saveTombstones(all);
        }
    }

    /** The file that is there now is the one that goes, whatever was known of it. */
    private void note(Leaving leaving, Tombstones.Collector all) throws IOException {
        try (FrameReader frames = leaving.open()) {
            while (frames.next()) {
                LeavingPackage next = LeavingPackage.read(frames);
                Optional<StoredObject> stored = context.storage()
                        .stat(context.store()
                                .published(leaving.subdir(), next.file().value()));
                if (stored.isPresent()) {
                    long size = stored.get().size();
                    all.add(new Tombstone(
                            leaving.subdir(),
                            next.file(),
                            size,
                            next.sha256(),
                            due,
                            stored.get().token()));
                    waiting = waiting.plus(new RemovedPackages(1, size));
                }
            }
        }
    }

    private void publish(Leaving leaving) throws IOException {
        Path lines = context.scratch().resolve(leaving.subdir() + "-history");
        Optional<SubdirState> state = context.store().subdir(leaving.subdir());
        PublishedTail tail = PublishedTail.read(survey.text(leaving.subdir()), leaving.subdir(), context.scratch());
        try (HistoryLog history = new HistoryLog(
                lines,
                context.request().account(),
                leaving.subdir(),
                context.clock().instant())) {
            new SubdirPublisher(context, leaving.subdir()).clean(leaving, tail, state, history);
        }
        new SideFiles(context.workplace(), leaving.subdir()).narrow();
    }
}
