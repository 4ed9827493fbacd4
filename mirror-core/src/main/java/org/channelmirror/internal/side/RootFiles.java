package org.channelmirror.internal.side;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.channelmirror.internal.index.CopiedText;
import org.channelmirror.internal.index.MembersOutput;
import org.channelmirror.internal.index.TextForm;
import org.channelmirror.internal.merge.SubdirSources;
import org.channelmirror.internal.operation.Workplace;
import org.channelmirror.internal.publish.StagedText;
import org.channelmirror.internal.state.IndexInput;
import org.channelmirror.internal.state.PublishedFile;
import org.channelmirror.internal.state.SideState.Side;
import org.channelmirror.internal.state.SideStore;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.internal.upstream.SubdirDiscovery;
import org.channelmirror.model.Digest;
import org.channelmirror.model.DigestAlgorithm;
import org.channelmirror.model.Subdir;
import org.channelmirror.repodata.MalformedRepodataException;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.DeleteResult;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.VersionToken;

/** Publishes the files at the channel's root: what packages there are, and what channels want to tell. */
public final class RootFiles {

    public static final String CHANNELDATA = SubdirDiscovery.CHANNELDATA;
    public static final String NOTICES = "notices.json";
    /** Notices are the same whatever is mirrored. */
    static final String ANY_LISTING = "";

    /** Nothing that is stored has it. */
    private static final VersionToken DAMAGED = new VersionToken("damaged");

    private static final Set<String> NAMES = Set.of(CHANNELDATA, NOTICES);

    private final Workplace work;
    private final SideStore store;
    private final StoragePath folder;

    public RootFiles(Workplace work) {
        this.work = work;
        this.store = new SideStore(work.storage(), work.store().accountName());
        this.folder = work.store().published();
    }

    /** Whether a file of that name at a channel's root is mirrored. */
    public static boolean isOne(String name) {
        return NAMES.contains(name);
    }

    /** What is published of each subdir. */
    public Map<Subdir, SubdirState> states() throws IOException {
        Map<Subdir, SubdirState> states = new LinkedHashMap<>();
        for (Subdir subdir : work.store().subdirs()) {
            Optional<SubdirState> state = work.store().subdir(subdir);
            state.ifPresent(known -> states.put(subdir, known));
        }
        return states;
    }

    /** What tells the indexes that the channel's data is made for. */
    static String listing(Map<Subdir, SubdirState> states) {
        Map<Subdir, String> listings = new LinkedHashMap<>();
        states.forEach((subdir, state) -> listings.put(subdir, SideFiles.listing(state)));
        return listingOf(listings);
    }

    /** The same from what tells each of them. */
    public static String listingOf(Map<Subdir, String> listings) {
        StringBuilder all = new StringBuilder();
        listings.forEach((subdir, listing) ->
                all.append(subdir).append(' ').append(listing).append('\n'));
        byte[] text = all.toString().getBytes(StandardCharsets.UTF_8);
        return Digest.of(
                        DigestAlgorithm.SHA256,
                        DigestAlgorithm.SHA256.newDigest().digest(text))
                .hex();
    }

    /** What is in force under a name. */
    public Optional<Side> known(String name) throws IOException {
        return store.root().side(name);
    }

    boolean areInPlace(Side side) throws IOException {
        return StagedText.areInPlace(work.storage(), folder, side.files());
    }

    /** Takes a text of the channel's data apart, in whatever compression it is. */
    public ChannelDataText read(Path file, int number, String location) throws IOException {
        try (CopiedText text = CopiedText.of(file, work.scratch())) {
            return ChannelDataText.read(
                    text.in(), text.file(), work.scratch(), "channeldata-" + number, work.events(), location);
        }
    }

    /** The channel's data that is published; empty if it is of no use. */
    public Optional<ChannelDataText> published() throws IOException {
        StoragePath path = folder.resolve(CHANNELDATA);
        Path copy = work.scratch().resolve("channeldata-published.json");
        try (InputStream in = work.storage().open(path, ByteRange.ALL)) {
            Files.copy(in, copy);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(copy), 1 << 16)) {
            return Optional.of(ChannelDataText.read(
                    in, copy, work.scratch(), "channeldata-published", work.events(), path.value()));
        } catch (MalformedRepodataException e) {
            work.events().warn(CHANNELDATA, "what was published cannot be read any more: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Publishes what texts tell of what is listed. */
    public void publishChanneldata(
            List<ChannelDataText> texts, Map<Subdir, SubdirState> states, List<IndexInput> inputs) throws IOException {
        Map<Subdir, SubdirSources.Catalog> catalogs = new LinkedHashMap<>();
        states.forEach((subdir, state) ->
                catalogs.put(subdir, () -> work.store().openCatalog(subdir, state.generation())));
        ChannelDataPass pass = new ChannelDataPass(texts, catalogs, work.scratch());
        publish(CHANNELDATA, listing(states), inputs, out -> pass.write(new MembersOutput(out)));
    }

    /** Takes out of the channel's data what is not listed any more. */
    public void narrowChanneldata(Map<Subdir, SubdirState> states) throws IOException {
        Optional<Side> before = known(CHANNELDATA);
        if (before.isEmpty() || before.get().listing().equals(listing(states))) {
            return;
        }
        Optional<ChannelDataText> published = published();
        if (published.isPresent()) {
            publishChanneldata(List.of(published.get()), states, List.of());
        } else {
            withdraw(CHANNELDATA);
        }
    }

    public void publishNotices(byte[] text, List<IndexInput> inputs) throws IOException {
        publish(NOTICES, ANY_LISTING, inputs, out -> out.write(text));
    }

    private void publish(String name, String listing, List<IndexInput> inputs, StagedText.Writer writer)
            throws IOException {
        List<PublishedFile> before = known(name).map(Side::files).orElse(List.of());
        String keys = work.store().accountName() + "~root";
        StagedText text = StagedText.begin(work.storage(), folder, keys, name, List.of(TextForm.PLAIN));
        text.fill(writer);
        store.beginRoot();
        List<PublishedFile> files = text.publish(before);
        store.saveRoot(store.root().with(new Side(name, listing, files, inputs)));
        store.endRoot();
    }

    /** Has one made anew by the next sync, or taken away if upstream has none. What is there stays until then. */
    public void doubt(String name) throws IOException {
        Optional<Side> before = known(name);
        if (before.isPresent()) {
            List<PublishedFile> files = before.get().files().stream()
                    .map(file -> new PublishedFile(file.name(), DAMAGED, file.sha256()))
                    .toList();
            store.saveRoot(store.root().with(before.get().with(files)));
        }
    }

    /** Whether one is known to be damaged. */
    boolean isDoubted(String name) throws IOException {
        return known(name)
                .filter(side ->
                        side.files().stream().anyMatch(file -> file.token().equals(DAMAGED)))
                .isPresent();
    }

    /** Takes one away, if it is there. */
    public void withdraw(String name) throws IOException {
        Optional<Side> before = known(name);
        if (before.isPresent()) {
            store.beginRoot();
            List<StoragePath> paths = before.get().files().stream()
                    .map(file -> folder.resolve(file.name()))
                    .toList();
            for (DeleteResult result : work.storage().delete(paths)) {
                if (result.failure().isPresent()) {
                    throw result.failure().get();
                }
            }
            store.saveRoot(store.root().without(name));
            store.endRoot();
        }
    }
}
