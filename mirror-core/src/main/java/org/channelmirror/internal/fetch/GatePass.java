package org.channelmirror.internal.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;
import org.channelmirror.api.PackageFailure;
import org.channelmirror.internal.frames.FrameKey;
import org.channelmirror.internal.frames.FrameMerge;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.frames.FrameWriter;
import org.channelmirror.internal.frames.SortedFrames;
import org.channelmirror.internal.operation.FetchTally;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.operation.VetoedException;
import org.channelmirror.model.Digest;
import org.channelmirror.model.DigestAlgorithm;
import org.channelmirror.model.Redaction;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.DeleteResult;
import org.channelmirror.spi.Publication;
import org.channelmirror.spi.PublicationGate;
import org.channelmirror.spi.StagedWrite;
import org.channelmirror.spi.StoragePath;

/**
 * Asks a gate for the packages that wait, and quarantines those that it vetoes. A run that is killed in here has moved nothing into
 * place: the next one asks again.
 */
final class GatePass {

    private static final String HOOK = "before_publish";

    private final SyncContext context;
    private final Subdir subdir;
    private final FetchTally tally;

    GatePass(SyncContext context, Subdir subdir, FetchTally tally) {
        this.context = context;
        this.subdir = subdir;
        this.tally = tally;
    }

    /** Answers what passed. */
    Landing.Waiters run(PublicationGate gate, Landing.Waiters waiters)
            throws IOException, InterruptedException, VetoedException {
        try (GateQuestion question = new GateQuestion(context, subdir, waiters)) {
            Decision decision = ask(gate, question);
            context.checkCancelled();
            if (!decision.isAccepted()) {
                throw refused("vetoed what arrived: " + decision.reason().orElseThrow());
            }
            Path vetoes = question.finish();
            refuseUnknown(waiters, vetoes);
            return new Landing.Waiters(
                    passed(waiters.added(), vetoes, "-added-passed"),
                    passed(waiters.replacing(), vetoes, "-replacing-passed"));
        }
    }

    private static Decision ask(PublicationGate gate, GateQuestion question)
            throws InterruptedException, VetoedException {
        try {
            return gate.examine(question);
        } catch (IOException e) {
            throw refused("could not look at what arrived: " + e.getMessage());
        }
    }

    /** Whoever vetoes what is not there may have meant what is. */
    private void refuseUnknown(Landing.Waiters waiters, Path vetoes) throws IOException, VetoedException {
        try (FrameMerge merge = merge(waiters.added(), waiters.replacing(), vetoes)) {
            while (merge.next()) {
                if (merge.at(2) != null && merge.size() == 1) {
                    throw refused("vetoed what was not among the packages: "
                            + FrameKey.name(merge.first().payload()));
                }
            }
        }
    }

    private Path passed(Path waiting, Path vetoes, String name) throws IOException {
        Path file = context.scratch().resolve(subdir + name);
        try (FrameMerge merge = merge(waiting, vetoes);
                FrameWriter out = new FrameWriter(Files.newOutputStream(file))) {
            while (merge.next()) {
                FrameReader frame = merge.at(0);
                FrameReader veto = merge.at(1);
                if (frame != null && veto != null) {
                    quarantine(WaitingPackage.read(context, subdir, frame), GateQuestion.reason(veto));
                } else if (frame != null && isIntact(WaitingPackage.read(context, subdir, frame))) {
                    out.write(frame.payload(), 0, frame.length());
                }
            }
            out.finish();
        }
        return file;
    }

    /** A scanner may take away or mend what it was only to look at: what it leaves is not what was verified. */
    private boolean isIntact(WaitingPackage waiting) throws IOException {
        if (!isHere(waiting)) {
            return refuseChanged(waiting);
        }
        MessageDigest digest = DigestAlgorithm.SHA256.newDigest();
        try (InputStream in = new DigestInputStream(waiting.open(), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (NoSuchFileException e) {
            return refuseChanged(waiting);
        }
        boolean same = waiting.sha256().equals(Digest.of(DigestAlgorithm.SHA256, digest.digest()));
        return same || refuseChanged(waiting);
    }

    /** Staged content that is gone would be begun anew by looking at it. */
    private boolean isHere(WaitingPackage waiting) throws IOException {
        if (waiting.key().isEmpty()) {
            return context.storage().stat(waiting.target()).isPresent();
        }
        try (StagedWrite staged = context.storage().stage(waiting.key().get())) {
            return staged.position() == waiting.size();
        }
    }

    private boolean refuseChanged(WaitingPackage waiting) throws IOException {
        if (waiting.key().isPresent()) {
            try (StagedWrite staged = context.storage().stage(waiting.key().get())) {
                staged.discard();
            }
        }
        tally.failed(new PackageFailure(
                subdir, waiting.file(), HOOK + " changed the file or took it away; the next sync fetches it again"));
        return false;
    }

    private void quarantine(WaitingPackage vetoed, String reason) throws IOException {
        StoragePath path = context.store().quarantine(subdir, vetoed.file().value());
        if (vetoed.key().isPresent()) {
            try (StagedWrite staged = context.storage().stage(vetoed.key().get())) {
                context.storage().publish(List.of(new Publication(staged, path)));
            }
        } else {
            // No index names it, but who knows its URL could read it.
            context.storage().share(vetoed.target(), path);
            for (DeleteResult result : context.storage().delete(List.of(vetoed.target()))) {
                if (result.failure().isPresent()) {
                    throw result.failure().get();
                }
            }
        }
        tally.failed(new PackageFailure(
                subdir, vetoed.file(), HOOK + " vetoed it: " + Redaction.redact(reason) + " (kept as " + path + ")"));
    }

    private static FrameMerge merge(Path... files) throws IOException {
        return SortedFrames.open(List.of(files));
    }

    private static VetoedException refused(String what) {
        return new VetoedException(Redaction.redact(HOOK + " " + what + "; what is published stays"));
    }
}
