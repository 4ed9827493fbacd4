package org.channelmirror.internal.query;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.channelmirror.api.ChannelNotFoundException;
import org.channelmirror.api.ExplainReport;
import org.channelmirror.api.ExplainRequest;
import org.channelmirror.api.ExplainedPackage;
import org.channelmirror.api.MirrorCancelledException;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.StorageException;
import org.channelmirror.api.SubdirSelection;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.api.TransferException;
import org.channelmirror.internal.index.UpstreamIndex;
import org.channelmirror.internal.operation.Engine;
import org.channelmirror.internal.operation.Events;
import org.channelmirror.internal.operation.Scratch;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.upstream.NameClaims;
import org.channelmirror.internal.upstream.SubdirFailures;
import org.channelmirror.internal.upstream.Survey;
import org.channelmirror.model.Subdir;

/** Tells why packages are in a mirror or not, without the lock and without writing anything to the mirror. */
public final class ExplainOperation {

    private final Engine engine;
    private final ExplainRequest request;
    private final Events events;
    private final List<FoundFiles> found = new ArrayList<>();
    private final List<Subdir> looked = new ArrayList<>();
    private final List<Subdir> unread = new ArrayList<>();

    public ExplainOperation(Engine engine, ExplainRequest request) {
        this.engine = engine;
        this.request = request;
        this.events = new Events(engine.listener());
    }

    public ExplainReport run() throws MirrorException {
        SyncRequest mirror = request.mirror();
        try (Scratch scratch = Scratch.temporary()) {
            SyncContext context = engine.context(mirror, events, scratch);
            boolean selected = request.query()
                    .subdir()
                    .flatMap(subdir -> mirror.subdirs().subdirs().map(mirrored -> mirrored.contains(subdir)))
                    .orElse(true);
            if (selected) {
                Map<Subdir, List<UpstreamIndex>> answers = ask(context);
                if (context.store().subdirs().isEmpty()) {
                    refuseNothing(context, answers);
                }
                NameClaims claims = NameClaims.read(context, answers);
                Judge judge = RuledPackages.of(context, answers, claims)
                        .map(ruled -> Judge.of(context, ruled))
                        .orElseGet(() -> Judge.of(context));
                explain(context, answers, claims, judge);
            } else {
                SyncRequest elsewhere = mirror.toBuilder()
                        .subdirs(SubdirSelection.some(
                                List.of(request.query().subdir().orElseThrow())))
                        .build();
                SyncContext there = engine.context(elsewhere, events, scratch);
                NameClaims none = NameClaims.read(there, Map.of());
                explain(there, ask(there), none, Judge.always(request.otherSubdirs()));
            }
            return report();
        } catch (IOException e) {
            throw new StorageException("account " + mirror.account(), e);
        } catch (InterruptedException e) {
            if (!mirror.cancellation().isCancelled()) {
                Thread.currentThread().interrupt();
            }
            throw new MirrorCancelledException(new MirrorReport(
                    mirror.account(),
                    List.of(),
                    0,
                    0,
                    0,
                    0,
                    List.of(),
                    events.warnings(),
                    events.listenerErrors(),
                    Duration.ZERO));
        }
    }

    private ExplainReport report() {
        List<ExplainedPackage> packages = new ArrayList<>();
        found.forEach(files -> packages.addAll(files.explained()));
        return new ExplainReport(
                request.mirror().account(),
                packages,
                found.stream().mapToLong(FoundFiles::further).sum(),
                looked,
                unread,
                events.warnings());
    }

    private void explain(SyncContext context, Map<Subdir, List<UpstreamIndex>> answers, NameClaims claims, Judge judge)
            throws IOException, InterruptedException {
        for (Map.Entry<Subdir, List<UpstreamIndex>> entry : answers.entrySet()) {
            context.checkCancelled();
            if (request.query().subdir().map(entry.getKey()::equals).orElse(true)) {
                search(context, claims, judge, entry.getKey(), entry.getValue());
            }
        }
        // What an earlier configuration brought here is not selected, but it is here.
        for (Subdir subdir : context.store().subdirs()) {
            if (!answers.containsKey(subdir)
                    && request.query().subdir().map(subdir::equals).orElse(true)) {
                search(context, claims, Judge.always(request.otherSubdirs()), subdir, List.of());
            }
        }
    }

    /** What upstream says; where it cannot be reached and something is published, nothing for each of its subdirs. */
    private static Map<Subdir, List<UpstreamIndex>> ask(SyncContext context)
            throws IOException, InterruptedException, MirrorException {
        try {
            return new Survey(context, Survey.Answers.WHOLE).run();
        } catch (TransferException e) {
            List<Subdir> published = context.store().subdirs();
            if (published.isEmpty()) {
                throw e;
            }
            Optional<List<Subdir>> mirrored = context.request().subdirs().subdirs();
            Map<Subdir, List<UpstreamIndex>> answers = new LinkedHashMap<>();
            published.stream()
                    .filter(subdir -> mirrored.map(all -> all.contains(subdir)).orElse(true))
                    .forEach(subdir -> answers.put(
                            subdir, Collections.nCopies(context.channels().size(), new UpstreamIndex.Unreadable(e))));
            return answers;
        }
    }

    /** Without a mirror and without any index there is nothing to tell. */
    private static void refuseNothing(SyncContext context, Map<Subdir, List<UpstreamIndex>> answers)
            throws MirrorException {
        TransferException failure = null;
        for (List<UpstreamIndex> all : answers.values()) {
            for (UpstreamIndex answer : all) {
                if (answer instanceof UpstreamIndex.Fetched) {
                    return;
                }
                if (answer instanceof UpstreamIndex.Unreadable unreadable && failure == null) {
                    failure = unreadable.cause();
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
        throw new ChannelNotFoundException(
                context.channels().get(0), "none of " + answers.size() + " subdirs has a repodata.json");
    }

    private void search(SyncContext context, NameClaims claims, Judge judge, Subdir subdir, List<UpstreamIndex> answers)
            throws IOException, InterruptedException {
        int left = request.limit() - found.stream().mapToInt(FoundFiles::count).sum();
        FoundFiles files = new FoundFiles(subdir, context.channels(), left);
        found.add(files);
        SubdirExplanation explanation = new SubdirExplanation(context, subdir, request.query(), judge, files);
        Optional<String> failure = answers.isEmpty()
                ? Optional.empty()
                : SubdirFailures.before(context, subdir, answers).or(() -> claims.unknown(subdir));
        boolean listed = false;
        for (int channel = 0; channel < answers.size(); channel++) {
            if (answers.get(channel) instanceof UpstreamIndex.Fetched fetched) {
                listed = true;
                Optional<String> problem = explanation.search(channel, answers, fetched, claims.rank(subdir, channel));
                failure = failure.isPresent() ? failure : problem;
            }
        }
        boolean channelsRead = failure.isEmpty() && !answers.isEmpty();
        boolean published = explanation.searchPublished(channelsRead);
        if (failure.isPresent()) {
            unread.add(subdir);
            events.warn(subdir.name(), failure.get() + (published ? "; told from what is published here" : ""));
        }
        if (listed || published) {
            looked.add(subdir);
        }
    }
}
