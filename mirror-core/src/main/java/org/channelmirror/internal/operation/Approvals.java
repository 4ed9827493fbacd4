package org.channelmirror.internal.operation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.channelmirror.api.PlanFileException;
import org.channelmirror.api.PlannedFile;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.frames.FrameWriter;
import org.channelmirror.internal.frames.SortedFrames;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.model.DigestAlgorithm;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.Redaction;
import org.channelmirror.model.Subdir;

/** The files that a plan names, in a sorted file of {@link Holding}s for each subdir; or that there is no plan. */
public final class Approvals {

    public static final Approvals NOT_ASKED_FOR = new Approvals(Map.of(), Optional.empty(), Reach.SELECTED);

    private static final int CHUNK = 8 << 20;

    private final Map<Subdir, Path> files;
    private final Optional<Path> nothing;
    private final Reach reach;

    /** Which planned files count. */
    public enum Reach {
        /** All: with the same settings only upstream or the time can have changed what is selected, and the plan stands above that. */
        PLANNED,
        /** Those that are still selected: the settings have changed since. */
        SELECTED
    }

    /** What a plan names of one subdir. */
    public record Approved(Path file, Reach reach) {}

    private Approvals(Map<Subdir, Path> files, Optional<Path> nothing, Reach reach) {
        this.files = Collections.unmodifiableMap(new TreeMap<>(files));
        this.nothing = nothing;
        this.reach = reach;
    }

    /** Reads the request's plan, if it has one, into the scratch folder. */
    static Approvals read(SyncContext context) throws PlanFileException, IOException {
        Optional<Path> plan = context.request().plan();
        return plan.isEmpty() ? NOT_ASKED_FOR : read(plan.get(), context);
    }

    private static Approvals read(Path plan, SyncContext context) throws PlanFileException, IOException {
        Map<Subdir, Path> files = new TreeMap<>();
        try (PlanReader reader = new PlanReader(plan)) {
            boolean hasEntry = reader.next();
            while (hasEntry) {
                Subdir subdir = reader.entry().subdir();
                if (files.containsKey(subdir)) {
                    String problem = "entries of " + subdir + " stand in two places of \"files\"; put them together";
                    throw new PlanFileException(plan, reader.line(), problem, null);
                }
                try (SortedFrames frames = new SortedFrames(context.scratch(), subdir + "-planned", CHUNK)) {
                    while (hasEntry && reader.entry().subdir().equals(subdir)) {
                        frames.add(holding(reader.entry()).payload());
                        hasEntry = reader.next();
                    }
                    files.put(subdir, frames.finish());
                    if (frames.duplicates() > 0) {
                        String problem = frames.duplicates() + " files of " + subdir + " stand there twice";
                        throw new PlanFileException(plan, 0, problem, null);
                    }
                }
            }
            PlanReader.Head head = reader.head();
            refuseForeign(plan, head, context.request());
            return new Approvals(files, Optional.of(nothing(context)), reach(head, context));
        }
    }

    private static Reach reach(PlanReader.Head head, SyncContext context) {
        if (head.settings().equals(context.settings())) {
            return Reach.PLANNED;
        }
        context.events()
                .warn(
                        "account " + context.request().account(),
                        "the settings are not those that the plan of " + head.created() + " was made with: what they do"
                                + " not select is not fetched, planned or not");
        return Reach.SELECTED;
    }

    private static Path nothing(SyncContext context) throws IOException {
        Path file = context.scratch().resolve("nothing-planned");
        try (FrameWriter none = new FrameWriter(Files.newOutputStream(file))) {
            none.finish();
        }
        return file;
    }

    private static Holding holding(PlannedFile planned) {
        PackageFileName name = planned.file();
        Holding holding = new Holding().begin(name.format(), name.value().getBytes(StandardCharsets.US_ASCII));
        planned.size().ifPresent(holding::size);
        planned.digest().ifPresent(digest -> {
            if (digest.algorithm() == DigestAlgorithm.SHA256) {
                holding.sha256(digest.bytes());
            } else {
                holding.md5(digest.bytes());
            }
        });
        return holding;
    }

    private static void refuseForeign(Path plan, PlanReader.Head head, SyncRequest request) throws PlanFileException {
        if (!head.account().equals(request.account())) {
            String problem =
                    "it is for the account \"" + head.account() + "\", and this run for \"" + request.account() + "\"";
            throw new PlanFileException(plan, 0, problem, null);
        }
        List<String> channels = request.channels().stream()
                .map(channel -> Redaction.withoutSecrets(channel.url()))
                .toList();
        if (!head.channels().equals(channels)) {
            String problem = "it is for other channels: " + String.join(", ", head.channels()) + ", and this run takes "
                    + String.join(", ", channels);
            throw new PlanFileException(plan, 0, problem, null);
        }
    }

    /** What the plan names of a subdir, which may be nothing; empty if there is no plan. */
    public Optional<Approved> of(Subdir subdir) {
        return nothing.map(none -> new Approved(Objects.requireNonNullElse(files.get(subdir), none), reach));
    }

    public boolean areAskedFor() {
        return nothing.isPresent();
    }

    /** The subdirs of which the plan names files. */
    public Set<Subdir> subdirs() {
        return files.keySet();
    }

    /** Hands over every file that the plan names of one of them. */
    public void forEach(Subdir subdir, Consumer<PackageFileName> names) throws IOException {
        try (FrameReader frames = new FrameReader(Files.newInputStream(Objects.requireNonNull(files.get(subdir))))) {
            Holding planned = new Holding();
            while (frames.next()) {
                names.accept(planned.read(frames).name());
            }
        }
    }
}
