package org.channelmirror.internal.upstream;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.channelmirror.api.RepodataFormatException;
import org.channelmirror.api.SyncMode;
import org.channelmirror.api.TransferException;
import org.channelmirror.internal.frames.DamagedFileException;
import org.channelmirror.internal.frames.FrameKey;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.frames.SortedFrames;
import org.channelmirror.internal.index.BaseUrl;
import org.channelmirror.internal.index.FoundRecords;
import org.channelmirror.internal.index.FreshFile;
import org.channelmirror.internal.index.ShardedText;
import org.channelmirror.internal.index.UpstreamIndex;
import org.channelmirror.internal.index.UpstreamIndex.Fetched;
import org.channelmirror.internal.operation.AbsentUrls;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.shards.DoubtfulShardsException;
import org.channelmirror.internal.shards.JsonStyle;
import org.channelmirror.internal.shards.KeptHead;
import org.channelmirror.internal.shards.RecordFacts;
import org.channelmirror.internal.shards.ShardChanges;
import org.channelmirror.internal.shards.ShardChanges.Shard;
import org.channelmirror.internal.shards.ShardFolder;
import org.channelmirror.internal.shards.ShardReader;
import org.channelmirror.internal.shards.TextSplice;
import org.channelmirror.internal.state.IndexInput;
import org.channelmirror.internal.threads.HandedOverOutput;
import org.channelmirror.internal.transport.Validator;
import org.channelmirror.internal.upstream.ShardIndexFetcher.Answer;
import org.channelmirror.model.Channel;
import org.channelmirror.model.DigestAlgorithm;
import org.channelmirror.model.Redaction;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.StoragePath;

/**
 * Reads an upstream index by its shards: of the index that was taken last the text is kept, and only the shards that changed since
 * are fetched. Whatever is in doubt leads to the whole index. Thread-safe.
 */
final class ShardedIndex {

    private static final int CHUNK_BYTES = 8 << 20;

    private final SyncContext context;
    private final AbsentUrls absent;
    private final ShardIndexFetcher indexes;

    ShardedIndex(SyncContext context, AbsentUrls absent, ShardIndexFetcher indexes) {
        this.context = context;
        this.absent = absent;
        this.indexes = indexes;
    }

    static URI uri(Channel channel, Subdir subdir) {
        return channel.url().resolve(subdir + "/" + ShardFolder.INDEX);
    }

    /**
     * Asks.
     *
     * @param known what the index was at the last run, if being that it need not be read
     * @param taken what was taken last
     * @return empty if the whole index has to be asked for
     */
    Optional<UpstreamIndex> fetch(
            Channel channel, Subdir subdir, Optional<IndexInput> known, Optional<IndexInput> taken)
            throws IOException, InterruptedException {
        URI uri = uri(channel, subdir);
        if (taken.flatMap(IndexInput::kept).isEmpty()
                || !taken.get().url().equals(Redaction.withoutSecrets(uri))
                || context.request().mode() == SyncMode.RESET
                || absent.isKnown(uri)) {
            return Optional.empty();
        }
        String url = Redaction.redact(uri);
        try {
            return fetch(uri, subdir, known, taken.get());
        } catch (DamagedFileException | NoSuchFileException e) {
            warn(url, "what is kept of the index before is damaged: " + e.getMessage());
        } catch (DoubtfulShardsException | TransferException | RepodataFormatException e) {
            warn(url, String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    private void warn(String url, String problem) {
        context.events().warn(url, problem + "; the whole index is read instead of its shards");
    }

    private Optional<UpstreamIndex> fetch(URI uri, Subdir subdir, Optional<IndexInput> known, IndexInput taken)
            throws IOException, InterruptedException, TransferException, DoubtfulShardsException,
                    RepodataFormatException {
        Answer answer = indexes.ask(uri, taken.validator());
        if (answer instanceof Answer.Unchanged) {
            return Optional.of(known.isPresent() ? new UpstreamIndex.Unchanged(taken) : asKept(uri, subdir, taken));
        }
        if (!(answer instanceof Answer.Fetched fetched)) {
            return Optional.empty();
        }
        try {
            return make(uri, subdir, taken, fetched);
        } catch (ShardDownload.MissingException e) {
            // Upstream went on meanwhile, and its old shards are gone.
            return indexes.ask(uri, Validator.NONE) instanceof Answer.Fetched again
                    ? make(uri, subdir, taken, again)
                    : Optional.empty();
        }
    }

    /** The text before, of which nothing has changed. */
    private Fetched asKept(URI uri, Subdir subdir, IndexInput taken) throws IOException, DoubtfulShardsException {
        long number = taken.kept().orElseThrow().number();
        KeptHead head;
        try (FrameReader hashes = open(context.store().hashes(subdir, number))) {
            head = KeptHead.read(hashes);
        }
        Path file = Files.createTempFile(context.scratch(), "kept", ".json");
        Spliced spliced = splice(
                open(context.store().upstream(subdir, number)),
                FrameReader.empty(),
                Set.of(),
                head,
                file,
                OutputStream.nullOutputStream());
        return spliced.in(new Fetched(file, uri, taken));
    }

    /** What putting a text together found out about it. */
    private record Spliced(JsonStyle style, Optional<FoundRecords> found) {

        Fetched in(Fetched fetched) {
            return found.map(fetched::with).orElse(fetched);
        }
    }

    private Spliced splice(
            FrameReader kept, FrameReader changed, Set<String> names, KeptHead head, Path file, OutputStream next)
            throws IOException, DoubtfulShardsException {
        Path records = Files.createTempFile(context.scratch(), "found", "");
        try (KeptFacts facts = new KeptFacts(FreshFile.open(records));
                OutputStream text = new HandedOverOutput(FreshFile.open(file), "channel-mirror-splice");
                TextSplice splice = new TextSplice(
                        kept,
                        changed,
                        names,
                        text,
                        next,
                        head.facts() == KeptHead.Facts.KEPT ? facts : RecordFacts.NONE)) {
            JsonStyle style = splice.run(head);
            long count = facts.finish();
            return new Spliced(
                    style,
                    head.facts() == KeptHead.Facts.KEPT
                            ? Optional.of(new FoundRecords(records, count, head.opening()))
                            : Optional.empty());
        }
    }

    private Optional<UpstreamIndex> make(URI uri, Subdir subdir, IndexInput taken, Answer.Fetched index)
            throws IOException, InterruptedException, TransferException, DoubtfulShardsException,
                    RepodataFormatException {
        IndexInput.Kept kept = taken.kept().orElseThrow();
        FrameReader hashes = open(context.store().hashes(subdir, kept.number()));
        KeptHead head = KeptHead.read(hashes);
        Optional<ShardChanges> changes = ShardChanges.between(hashes, index.shards());
        if (changes.isEmpty() || !Arrays.equals(head.info(), index.shards().info())) {
            return Optional.empty();
        }
        URI folder = index.shards().baseUrl().isEmpty()
                ? uri.resolve(".")
                : BaseUrl.ofShards(uri, index.shards().baseUrl().get());
        ShardDownload download = new ShardDownload(context, folder, index.folder());
        download.run(changes.get().shards());
        Path records = records(changes.get().shards(), download, head.style(), index.folder());
        Path file = Files.createTempFile(context.scratch(), "spliced", ".json");
        Path next = index.folder().resolve("kept");
        Spliced spliced = splice(
                open(context.store().upstream(subdir, kept.number())),
                new FrameReader(Files.newInputStream(records)),
                changes.get().names(),
                head,
                file,
                Files.newOutputStream(next));
        KeptHead now = head.style() == JsonStyle.PLAIN ? head : head.with(spliced.style());
        ShardedText sharded =
                new ShardedText(index.input(), index.shards(), Optional.of(new ShardedText.Made(next, now, kept)));
        return Optional.of(spliced.in(new Fetched(file, uri, index.input())).with(sharded));
    }

    /** The records of the shards that were fetched, sorted. */
    private static Path records(List<Shard> shards, ShardDownload download, JsonStyle style, Path folder)
            throws IOException, DoubtfulShardsException {
        ShardReader reader = new ShardReader(style);
        MessageDigest digest = DigestAlgorithm.SHA256.newDigest();
        try (SortedFrames frames = new SortedFrames(folder, "records", CHUNK_BYTES)) {
            for (int i = 0; i < shards.size(); i++) {
                Shard shard = shards.get(i);
                byte[] compressed = Files.readAllBytes(download.file(i));
                Files.delete(download.file(i));
                try {
                    if (!Arrays.equals(digest.digest(compressed), shard.sha256())) {
                        throw new DoubtfulShardsException("its checksum is another one");
                    }
                    reader.read(compressed, shard.name(), (format, fileName, json, length) -> {
                        byte[] name = fileName.getBytes(StandardCharsets.US_ASCII);
                        ByteBuffer frame = ByteBuffer.allocate(3 + name.length + length);
                        FrameKey.put(frame, format, name);
                        frames.add(frame.put(json, 0, length).flip());
                    });
                } catch (DoubtfulShardsException e) {
                    throw new DoubtfulShardsException("the shard of " + shard.name() + ": " + e.getMessage());
                }
            }
            Path sorted = frames.finish();
            if (frames.duplicates() > 0) {
                throw new DoubtfulShardsException("two shards list the same file");
            }
            return sorted;
        }
    }

    private FrameReader open(StoragePath path) throws IOException {
        return new FrameReader(context.storage().open(path, ByteRange.ALL));
    }
}
