package org.channelmirror.internal.side;

import static org.channelmirror.internal.side.RootFiles.CHANNELDATA;
import static org.channelmirror.internal.side.RootFiles.NOTICES;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.channelmirror.api.SyncMode;
import org.channelmirror.internal.frames.DamagedFileException;
import org.channelmirror.internal.index.DecodedIndex;
import org.channelmirror.internal.index.IndexLimits;
import org.channelmirror.internal.index.TextForm;
import org.channelmirror.internal.index.UpstreamIndex;
import org.channelmirror.internal.index.UpstreamIndex.Absent;
import org.channelmirror.internal.index.UpstreamIndex.Fetched;
import org.channelmirror.internal.index.UpstreamIndex.Unchanged;
import org.channelmirror.internal.index.UpstreamIndex.Unreadable;
import org.channelmirror.internal.operation.AbsentUrls;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.state.IndexInput;
import org.channelmirror.internal.state.SideState.Side;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.internal.upstream.SubdirDiscovery;
import org.channelmirror.model.Channel;
import org.channelmirror.model.Redaction;
import org.channelmirror.model.Subdir;
import org.channelmirror.repodata.MalformedRepodataException;

/** Brings the files at the channel's root up to date. Nothing that goes wrong with them is more than a warning. */
public final class RootSync {

    private final SyncContext context;
    private final SubdirDiscovery discovery;
    private final SideFetcher fetcher;
    private final RootFiles files;

    public RootSync(SyncContext context, SubdirDiscovery discovery, AbsentUrls absent) {
        this.context = context;
        this.discovery = discovery;
        this.fetcher = new SideFetcher(context, absent);
        this.files = new RootFiles(context.workplace());
    }

    public void run() throws IOException, InterruptedException {
        Map<Subdir, SubdirState> states = files.states();
        if (!states.isEmpty()) {
            syncChanneldata(states);
            syncNotices();
        }
    }

    private void syncChanneldata(Map<Subdir, SubdirState> states) throws IOException, InterruptedException {
        String listing = RootFiles.listing(states);
        Optional<Side> inForce = inForce(CHANNELDATA, listing);
        List<UpstreamIndex> answers = new ArrayList<>();
        for (Channel channel : context.channels()) {
            answers.add(askForChanneldata(channel, inForce));
        }
        askForTheRest(CHANNELDATA, inForce, answers, IndexLimits.MAX_BYTES);
        boolean failed = warn(answers);
        List<IndexInput> inputs = inputs(answers);
        try {
            if (!failed && !inputs.isEmpty()) {
                List<ChannelDataText> texts = new ArrayList<>();
                for (Fetched fetched : fetched(answers)) {
                    texts.add(read(fetched, texts.size()));
                }
                files.publishChanneldata(texts, states, inputs);
            } else if (areAbsent(answers) && files.isDoubted(CHANNELDATA)) {
                files.withdraw(CHANNELDATA);
            } else {
                files.narrowChanneldata(states);
            }
        } catch (MalformedRepodataException | DecodedIndex.CorruptException | DamagedFileException e) {
            warn(CHANNELDATA, "it stays as it is: " + e.getMessage());
        } catch (NoSuchFileException e) {
            warn(CHANNELDATA, "it stays as it is, because the catalog of a subdir is gone: " + e.getMessage());
        }
    }

    /** The search for subdirs may have asked already. */
    private UpstreamIndex askForChanneldata(Channel channel, Optional<Side> inForce)
            throws IOException, InterruptedException {
        Optional<IndexInput> known = known(channel, inForce);
        Optional<UpstreamIndex> asked = discovery.answer(channel);
        if (asked.isEmpty()) {
            return ask(channel, CHANNELDATA, known, IndexLimits.MAX_BYTES);
        }
        boolean isSame = asked.get() instanceof Unchanged unchanged
                && Optional.of(unchanged.input()).equals(known);
        return isSame || !(asked.get() instanceof Unchanged)
                ? asked.get()
                : ask(channel, CHANNELDATA, Optional.empty(), IndexLimits.MAX_BYTES);
    }

    private void syncNotices() throws IOException, InterruptedException {
        Optional<Side> inForce = inForce(NOTICES, RootFiles.ANY_LISTING);
        List<UpstreamIndex> answers = new ArrayList<>();
        for (Channel channel : context.channels()) {
            answers.add(ask(channel, NOTICES, known(channel, inForce), Notices.MAX_BYTES));
        }
        askForTheRest(NOTICES, inForce, answers, Notices.MAX_BYTES);
        boolean failed = warn(answers);
        List<IndexInput> inputs = inputs(answers);
        try {
            if (!failed && !inputs.isEmpty()) {
                byte[] text = Notices.joined(
                        fetched(answers).stream().map(Fetched::file).toList());
                files.publishNotices(text, inputs);
            } else if (areAbsent(answers)) {
                // Who takes a notice back does not want it to be read any more.
                files.withdraw(NOTICES);
            }
        } catch (MalformedRepodataException | DecodedIndex.CorruptException e) {
            warn(NOTICES, "upstream's cannot be read, and it stays as it is: " + e.getMessage());
        }
    }

    private Optional<Side> inForce(String name, String listing) throws IOException {
        Optional<Side> known = files.known(name);
        boolean isInForce = context.request().mode() != SyncMode.RESET
                && known.isPresent()
                && known.get().listing().equals(listing)
                && files.areInPlace(known.get());
        return isInForce ? known : Optional.empty();
    }

    private static Optional<IndexInput> known(Channel channel, Optional<Side> inForce) {
        return inForce.flatMap(side -> side.input(Redaction.withoutSecrets(channel.url())));
    }

    private UpstreamIndex ask(Channel channel, String name, Optional<IndexInput> known, long mostBytes)
            throws IOException, InterruptedException {
        return fetcher.fetch(channel.url(), name, List.of(TextForm.PLAIN), known, mostBytes);
    }

    /** If one is new, or is gone, the others are needed too. */
    private void askForTheRest(String name, Optional<Side> inForce, List<UpstreamIndex> answers, long mostBytes)
            throws IOException, InterruptedException {
        List<IndexInput> same = new ArrayList<>();
        for (UpstreamIndex answer : answers) {
            if (answer instanceof Unchanged unchanged) {
                same.add(unchanged.input());
            }
        }
        if (same.equals(inForce.map(Side::inputs).orElse(List.of()))) {
            return;
        }
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i) instanceof Unchanged) {
                answers.set(i, ask(context.channels().get(i), name, Optional.empty(), mostBytes));
            }
        }
    }

    private boolean warn(List<UpstreamIndex> answers) {
        boolean failed = false;
        for (UpstreamIndex answer : answers) {
            if (answer instanceof Unreadable unreadable) {
                failed = true;
                String problem = String.valueOf(unreadable.cause().getMessage());
                context.events().warn("channel", problem + "; what is published of it stays");
            }
        }
        return failed;
    }

    private static boolean areAbsent(List<UpstreamIndex> answers) {
        return answers.stream().allMatch(Absent.class::isInstance);
    }

    private void warn(String name, String problem) {
        context.events().warn(name, problem);
    }

    private static List<Fetched> fetched(List<UpstreamIndex> answers) {
        List<Fetched> fetched = new ArrayList<>();
        for (UpstreamIndex answer : answers) {
            if (answer instanceof Fetched each) {
                fetched.add(each);
            }
        }
        return fetched;
    }

    private static List<IndexInput> inputs(List<UpstreamIndex> answers) {
        return fetched(answers).stream().map(Fetched::input).toList();
    }

    private ChannelDataText read(Fetched fetched, int number) throws IOException {
        return files.read(fetched.file(), number, Redaction.redact(fetched.uri()));
    }
}
