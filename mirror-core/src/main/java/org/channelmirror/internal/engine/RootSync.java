package org.channelmirror.internal.engine;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.channelmirror.api.SyncMode;
import org.channelmirror.internal.engine.UpstreamIndex.Absent;
import org.channelmirror.internal.engine.UpstreamIndex.Fetched;
import org.channelmirror.internal.engine.UpstreamIndex.Unchanged;
import org.channelmirror.internal.engine.UpstreamIndex.Unreadable;
import org.channelmirror.internal.frames.DamagedFileException;
import org.channelmirror.internal.state.IndexInput;
import org.channelmirror.internal.state.PublishedFile;
import org.channelmirror.internal.state.SideState.Side;
import org.channelmirror.internal.state.SideStore;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.model.Channel;
import org.channelmirror.model.Digest;
import org.channelmirror.model.DigestAlgorithm;
import org.channelmirror.model.Redaction;
import org.channelmirror.model.Subdir;
import org.channelmirror.repodata.MalformedRepodataException;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.StoragePath;

/** Brings the files at the channel's root up to date. Nothing that goes wrong with them is more than a warning. */
final class RootSync {

    private static final String CHANNELDATA = SubdirDiscovery.CHANNELDATA;
    private static final String NOTICES = "notices.json";
    /** Notices are the same whatever is mirrored. */
    private static final String ANY_LISTING = "";

    private final SyncContext context;
    private final SubdirDiscovery discovery;
    private final SideFetcher fetcher;
    private final SideStore store;
    private final StoragePath folder;

    RootSync(SyncContext context, SubdirDiscovery discovery, AbsentUrls absent) {
        this.context = context;
        this.discovery = discovery;
        this.fetcher = new SideFetcher(context, absent);
        this.store = new SideStore(context.storage(), context.request().account());
        this.folder = context.store().published();
    }

    void run() throws IOException, InterruptedException {
        Map<Subdir, SubdirState> states = new LinkedHashMap<>();
        for (Subdir subdir : context.store().subdirs()) {
            Optional<SubdirState> state = context.store().subdir(subdir);
            state.ifPresent(known -> states.put(subdir, known));
        }
        if (!states.isEmpty()) {
            syncChanneldata(states);
            syncNotices();
        }
    }

    private void syncChanneldata(Map<Subdir, SubdirState> states) throws IOException, InterruptedException {
        String listing = listing(states);
        Optional<Side> inForce = inForce(CHANNELDATA, listing);
        List<UpstreamIndex> answers = new ArrayList<>();
        for (Channel channel : context.channels()) {
            answers.add(askForChanneldata(channel, inForce));
        }
        askForTheRest(CHANNELDATA, inForce, answers, IndexLimits.MAX_BYTES);
        boolean failed = warn(answers);
        Optional<Side> before = store.root().side(CHANNELDATA);
        List<IndexInput> inputs = inputs(answers);
        try {
            if (!failed && !inputs.isEmpty()) {
                List<ChannelDataText> texts = new ArrayList<>();
                for (Fetched fetched : fetched(answers)) {
                    texts.add(read(fetched, texts.size()));
                }
                publish(CHANNELDATA, listing, inputs, before, writer(texts, states));
            } else if (before.isPresent() && !before.get().listing().equals(listing)) {
                Optional<ChannelDataText> published = published();
                if (published.isPresent()) {
                    publish(CHANNELDATA, listing, List.of(), before, writer(List.of(published.get()), states));
                } else {
                    withdraw(before.get());
                }
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
        Optional<Side> inForce = inForce(NOTICES, ANY_LISTING);
        List<UpstreamIndex> answers = new ArrayList<>();
        for (Channel channel : context.channels()) {
            answers.add(ask(channel, NOTICES, known(channel, inForce), Notices.MAX_BYTES));
        }
        askForTheRest(NOTICES, inForce, answers, Notices.MAX_BYTES);
        boolean failed = warn(answers);
        Optional<Side> before = store.root().side(NOTICES);
        List<IndexInput> inputs = inputs(answers);
        try {
            if (!failed && !inputs.isEmpty()) {
                byte[] text = Notices.joined(fetched(answers));
                publish(NOTICES, ANY_LISTING, inputs, before, out -> out.write(text));
            } else if (before.isPresent() && answers.stream().allMatch(Absent.class::isInstance)) {
                // Who takes a notice back does not want it to be read any more.
                withdraw(before.get());
            }
        } catch (MalformedRepodataException | DecodedIndex.CorruptException e) {
            warn(NOTICES, "upstream's cannot be read, and it stays as it is: " + e.getMessage());
        }
    }

    private static String listing(Map<Subdir, SubdirState> states) {
        StringBuilder all = new StringBuilder();
        states.forEach((subdir, state) ->
                all.append(subdir).append(' ').append(SideFiles.listing(state)).append('\n'));
        byte[] text = all.toString().getBytes(StandardCharsets.UTF_8);
        return Digest.of(
                        DigestAlgorithm.SHA256,
                        DigestAlgorithm.SHA256.newDigest().digest(text))
                .hex();
    }

    private Optional<Side> inForce(String name, String listing) throws IOException {
        Optional<Side> known = store.root().side(name);
        boolean isInForce = context.request().mode() != SyncMode.RESET
                && known.isPresent()
                && known.get().listing().equals(listing)
                && StagedText.areInPlace(context.storage(), folder, known.get().files());
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
        String location = Redaction.redact(fetched.uri());
        try (CopiedText text = CopiedText.of(fetched, context.scratch())) {
            return ChannelDataText.read(
                    text.in(), text.file(), context.scratch(), "channeldata-" + number, context.events(), location);
        }
    }

    private Optional<ChannelDataText> published() throws IOException {
        StoragePath path = folder.resolve(CHANNELDATA);
        Path copy = context.scratch().resolve("channeldata-published.json");
        try (InputStream in = context.storage().open(path, ByteRange.ALL)) {
            Files.copy(in, copy);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(copy), 1 << 16)) {
            return Optional.of(ChannelDataText.read(
                    in, copy, context.scratch(), "channeldata-published", context.events(), path.value()));
        } catch (MalformedRepodataException e) {
            warn(CHANNELDATA, "what was published cannot be read any more: " + e.getMessage());
            return Optional.empty();
        }
    }

    private StagedText.Writer writer(List<ChannelDataText> texts, Map<Subdir, SubdirState> states) {
        Map<Subdir, SubdirSources.Catalog> catalogs = new LinkedHashMap<>();
        states.forEach((subdir, state) ->
                catalogs.put(subdir, () -> context.store().openCatalog(subdir, state.generation())));
        ChannelDataPass pass = new ChannelDataPass(texts, catalogs, context.scratch());
        return out -> pass.write(new MembersOutput(out));
    }

    private void publish(
            String name, String listing, List<IndexInput> inputs, Optional<Side> before, StagedText.Writer writer)
            throws IOException {
        String keys = context.store().accountName() + "~root";
        StagedText text = StagedText.begin(context.storage(), folder, keys, name, List.of(TextForm.PLAIN));
        text.fill(writer);
        List<PublishedFile> files = text.publish(before.map(Side::files).orElse(List.of()));
        store.saveRoot(store.root().with(new Side(name, listing, files, inputs)));
    }

    private void withdraw(Side side) throws IOException {
        context.storage()
                .delete(side.files().stream()
                        .map(file -> folder.resolve(file.name()))
                        .toList());
        store.saveRoot(store.root().without(side.name()));
    }
}
