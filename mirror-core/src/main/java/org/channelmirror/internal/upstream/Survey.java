package org.channelmirror.internal.upstream;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.ShrinkPolicy;
import org.channelmirror.api.SyncMode;
import org.channelmirror.api.TransferException;
import org.channelmirror.internal.index.UpstreamIndex;
import org.channelmirror.internal.index.UpstreamIndex.Absent;
import org.channelmirror.internal.index.UpstreamIndex.Fetched;
import org.channelmirror.internal.index.UpstreamIndex.Unchanged;
import org.channelmirror.internal.merge.AccountPackages;
import org.channelmirror.internal.merge.Dependencies;
import org.channelmirror.internal.operation.AbsentUrls;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.publish.PublishedFiles;
import org.channelmirror.internal.state.AccountState;
import org.channelmirror.internal.state.AccountState.Names;
import org.channelmirror.internal.state.IndexInput;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.internal.threads.Asked;
import org.channelmirror.internal.threads.Workers;
import org.channelmirror.model.Channel;
import org.channelmirror.model.Subdir;

/** Asks every channel for every subdir's index: what the rest of the operation works on. */
public final class Survey {

    private final SyncContext context;
    private final Answers wanted;
    private final AbsentUrls absent;
    private final IndexFetcher fetcher;
    private final SubdirDiscovery discovery;
    private AccountState before;
    private boolean hasNews;

    /** Whether what is known of an index may save asking for the whole of it. */
    public enum Answers {
        /** An unchanged index need not be sent. */
        CONDITIONAL,
        /** Every index is wanted, because a plan tells of every package. */
        WHOLE
    }

    public Survey(SyncContext context, Answers wanted) throws IOException {
        this.context = context;
        this.wanted = wanted;
        this.before = context.request().mode() == SyncMode.RESET
                ? AccountState.EMPTY
                : context.store().account();
        this.absent = new AbsentUrls(before.absent(), context.clock());
        this.fetcher = new IndexFetcher(context, absent, wanted);
        this.discovery = new SubdirDiscovery(context, absent, before.channels());
    }

    /**
     * Asks.
     *
     * @return each subdir's answers in the channels' order, noarch first
     * @throws MirrorException if no channel can be reached at all, or one of several has nothing
     */
    public Map<Subdir, List<UpstreamIndex>> run() throws IOException, InterruptedException, MirrorException {
        Map<Subdir, List<UpstreamIndex>> answers = new LinkedHashMap<>();
        List<UpstreamIndex> noarch = ask(Subdir.NOARCH);
        answers.put(Subdir.NOARCH, noarch);
        refuseUnreachable(noarch);
        Collection<Subdir> wanted = context.request().subdirs().subdirs().isPresent()
                ? context.request().subdirs().subdirs().get()
                : discovery.candidates(context.store().subdirs());
        ExecutorService askers = Workers.start(context.maxParallel(), "channel-mirror-ask", (thread, e) -> {});
        try {
            Map<Subdir, Future<List<UpstreamIndex>>> asked = new LinkedHashMap<>();
            for (Subdir subdir : wanted) {
                if (!subdir.equals(Subdir.NOARCH)) {
                    asked.put(subdir, askers.submit(() -> ask(subdir)));
                }
            }
            for (Map.Entry<Subdir, Future<List<UpstreamIndex>>> entry : asked.entrySet()) {
                answers.put(entry.getKey(), Asked.await(entry.getValue(), "an index"));
            }
            hasNews = areChanged(answers);
            if (hasNews && (NameClaims.areNeeded(context) || AccountPackages.mustBeWhole(context.request()))) {
                askForTheRest(answers, askers);
            }
            MissingChannels.refuse(context, answers);
        } finally {
            // They write to the scratch folder, which goes when this operation ends.
            askers.shutdownNow();
            if (Workers.awaitEnd(askers, () -> {})) {
                Thread.currentThread().interrupt();
            }
        }
        forgetWhoHasNothing(answers);
        return answers;
    }

    /** Until every subdir is decided, the next run must not pass over those whose own indexes are as they were. */
    public void unsettleNames() throws IOException {
        if (before.names() == Names.SETTLED) {
            before = before.with(Names.UNSETTLED);
            context.store().saveAccount(before);
        }
    }

    /** Whether there is anything new in any subdir, once it is asked. */
    public boolean hasNews() {
        return hasNews;
    }

    /** How the subdirs were found. */
    public SubdirDiscovery discovery() {
        return discovery;
    }

    /** What upstream does not have, to be remembered for the next run. */
    public AbsentUrls absent() {
        return absent;
    }

    private boolean areChanged(Map<Subdir, List<UpstreamIndex>> answers) throws IOException {
        for (Map.Entry<Subdir, List<UpstreamIndex>> entry : answers.entrySet()) {
            if (areChanged(entry.getKey(), entry.getValue())) {
                return true;
            }
        }
        return false;
    }

    /**
     * What one index lists can decide on packages of every other, by their names or by what needs them: with one new index, all of
     * them are needed.
     */
    private void askForTheRest(Map<Subdir, List<UpstreamIndex>> answers, ExecutorService askers)
            throws IOException, InterruptedException {
        Map<Subdir, Future<List<UpstreamIndex>>> asked = new LinkedHashMap<>();
        answers.forEach((subdir, known) -> asked.put(subdir, askers.submit(() -> whole(subdir, known))));
        for (Map.Entry<Subdir, Future<List<UpstreamIndex>>> entry : asked.entrySet()) {
            answers.put(entry.getKey(), Asked.await(entry.getValue(), "an index"));
        }
    }

    /** A server may hide a whole channel from those whose credentials it does not take: with others it is asked again. */
    private void forgetWhoHasNothing(Map<Subdir, List<UpstreamIndex>> answers) {
        for (int i = 0; i < context.channels().size(); i++) {
            int channel = i;
            if (answers.values().stream().allMatch(each -> each.get(channel) instanceof Absent)) {
                absent.removeBelow(context.channels().get(channel).url());
            }
        }
    }

    /** What the next run should know, if it is not what is known already. */
    public Optional<AccountState> news(Names names) {
        AccountState now = new AccountState(absent.asMap(), discovery.remembered(), names);
        return now.equals(before) ? Optional.empty() : Optional.of(now);
    }

    private List<UpstreamIndex> ask(Subdir subdir) throws IOException, InterruptedException {
        List<Channel> channels = context.channels();
        Optional<SubdirState> state = context.store().subdir(subdir);
        boolean conditional = mayBeUnchanged(subdir, state);
        List<UpstreamIndex> answers = new ArrayList<>();
        for (Channel channel : channels) {
            Optional<IndexInput> taken = taken(channel, subdir, state);
            answers.add(fetcher.fetch(channel, subdir, conditional ? taken : Optional.empty(), taken));
        }
        boolean published = isPublished(state);
        for (int i = 0; i < answers.size(); i++) {
            boolean isAbsent = answers.get(i) instanceof Absent;
            if (isAbsent && published && (channels.size() == 1 || wasThere(channels.get(i), subdir, state))) {
                fetcher.forgetAbsence(channels.get(i), subdir);
            }
        }
        return areChanged(subdir, answers) ? whole(subdir, answers) : answers;
    }

    /** Whether there is a new index, or one is gone and may be. */
    private boolean areChanged(Subdir subdir, List<UpstreamIndex> answers) throws IOException {
        Optional<SubdirState> state = context.store().subdir(subdir);
        boolean mayGo = isPublished(state) && context.request().shrink() == ShrinkPolicy.ACCEPT;
        for (int i = 0; i < answers.size(); i++) {
            boolean isGone = answers.get(i) instanceof Absent
                    && wasThere(context.channels().get(i), subdir, state);
            if (answers.get(i) instanceof Fetched || (isGone && mayGo)) {
                return true;
            }
        }
        return false;
    }

    /** The same answers, with what has not changed too. */
    private List<UpstreamIndex> whole(Subdir subdir, List<UpstreamIndex> answers)
            throws IOException, InterruptedException {
        Optional<SubdirState> state = context.store().subdir(subdir);
        List<UpstreamIndex> whole = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            Channel channel = context.channels().get(i);
            whole.add(
                    answers.get(i) instanceof Unchanged
                            ? fetcher.fetch(channel, subdir, Optional.empty(), taken(channel, subdir, state))
                            : answers.get(i));
        }
        return whole;
    }

    private static boolean isPublished(Optional<SubdirState> state) {
        return state.map(SubdirState::packages).orElse(0L) > 0;
    }

    private static boolean wasThere(Channel channel, Subdir subdir, Optional<SubdirState> state) {
        return taken(channel, subdir, state).isPresent();
    }

    private static Optional<IndexInput> taken(Channel channel, Subdir subdir, Optional<SubdirState> state) {
        return state.flatMap(of -> of.input(IndexFetcher.folder(channel, subdir)));
    }

    /** Whether nothing but a new index could make a difference. */
    private boolean mayBeUnchanged(Subdir subdir, Optional<SubdirState> state) throws IOException {
        return wanted == Answers.CONDITIONAL
                && context.request().mode() != SyncMode.RESET
                && !context.approvals().areAskedFor()
                && !(NameClaims.areNeeded(context) && before.names() == Names.UNSETTLED)
                && !(AccountPackages.mustBeWhole(context.request()) && !Dependencies.areSettled(context))
                && state.isPresent()
                && !isDue(state.get())
                && state.get().complete() == SubdirState.Completeness.COMPLETE
                && state.get().settings().equals(context.settings())
                && !context.store().hasJournal(subdir)
                && PublishedFiles.areInPlace(context, subdir, state.get());
    }

    /** Whether the passing of time has changed what the filters say of the same index. */
    private boolean isDue(SubdirState state) {
        return state.times()
                .nextChange()
                .filter(time -> !context.now().isBefore(time))
                .isPresent();
    }

    /** With no server at all to talk to, asking for twenty subdirs more would only take time. */
    private static void refuseUnreachable(List<UpstreamIndex> noarch) throws TransferException {
        TransferException first = null;
        for (UpstreamIndex answer : noarch) {
            if (!(answer instanceof UpstreamIndex.Unreadable unreadable) || !isUnreachable(unreadable.cause())) {
                return;
            }
            first = first == null ? unreadable.cause() : first;
        }
        if (first != null) {
            throw first;
        }
    }

    private static boolean isUnreachable(TransferException failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException || cause instanceof UnknownHostException) {
                return true;
            }
        }
        return false;
    }
}
