package org.channelmirror.internal.upstream;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.channelmirror.api.TransferException;
import org.channelmirror.internal.index.FileSink;
import org.channelmirror.internal.index.IndexContent;
import org.channelmirror.internal.index.IndexLimits;
import org.channelmirror.internal.index.UpstreamIndex;
import org.channelmirror.internal.index.UpstreamIndex.Fetched;
import org.channelmirror.internal.index.UpstreamIndex.Variant;
import org.channelmirror.internal.operation.AbsentUrls;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.state.IndexInput;
import org.channelmirror.internal.transport.DownloadResult;
import org.channelmirror.internal.transport.Validator;
import org.channelmirror.model.Channel;
import org.channelmirror.model.Redaction;
import org.channelmirror.model.Subdir;

/** Asks a channel for a subdir's index in each variant in turn. Thread-safe. */
public final class IndexFetcher {

    private final SyncContext context;
    private final AbsentUrls absent;
    private final VariantAges ages;
    private final ShardedIndex sharded;
    private final ShardPairs pairs;

    IndexFetcher(SyncContext context, AbsentUrls absent, Survey.Answers wanted) {
        this.context = context;
        this.absent = absent;
        this.ages = new VariantAges(context, absent);
        ShardIndexFetcher shardIndexes = new ShardIndexFetcher(context, absent);
        this.sharded = new ShardedIndex(context, absent, shardIndexes);
        this.pairs = new ShardPairs(context, absent, shardIndexes, wanted);
    }

    /** The server sent what no index is; another variant may be one. */
    private static final class NoIndexException extends Exception {

        private static final long serialVersionUID = 1L;

        NoIndexException(String problem) {
            super(problem);
        }
    }

    /**
     * Asks.
     *
     * @param known what the index was at the last run; if it is still that, nothing is fetched
     * @param taken what was taken last
     */
    UpstreamIndex fetch(Channel channel, Subdir subdir, Optional<IndexInput> known, Optional<IndexInput> taken)
            throws IOException, InterruptedException {
        Optional<UpstreamIndex> byShards = sharded.fetch(channel, subdir, known, taken);
        if (byShards.isPresent()) {
            return newest(byShards.get(), uri(channel, subdir, Variant.JSON), known);
        }
        UpstreamIndex whole = fetchWhole(channel, subdir, known, taken, Variant.ORDER);
        return whole instanceof Fetched fetched ? pairs.paired(fetched, ShardedIndex.uri(channel, subdir)) : whole;
    }

    private UpstreamIndex fetchWhole(
            Channel channel,
            Subdir subdir,
            Optional<IndexInput> known,
            Optional<IndexInput> taken,
            List<Variant> variants)
            throws IOException, InterruptedException {
        UpstreamIndex otherwise = new UpstreamIndex.Absent();
        for (Variant variant : variants) {
            URI uri = uri(channel, subdir, variant);
            if (isPassedOver(uri, variant, taken)) {
                continue;
            }
            try {
                UpstreamIndex answer = askLeniently(uri, variant, known);
                if (!(answer instanceof UpstreamIndex.Absent)) {
                    return variant == Variant.JSON
                            ? answer
                            : newest(
                                    withOthers(answer, channel, subdir, taken, variant),
                                    uri(channel, subdir, Variant.JSON),
                                    known);
                }
            } catch (NoIndexException e) {
                String url = Redaction.redact(uri);
                String problem = String.valueOf(e.getMessage());
                if (variant != Variant.JSON) {
                    context.events().warn(url, problem + "; the index is asked for in another form");
                }
                otherwise = new UpstreamIndex.Unreadable(new TransferException(url, 200, 1, true, problem, null));
            } catch (TransferException e) {
                return new UpstreamIndex.Unreadable(e);
            }
        }
        return otherwise;
    }

    private UpstreamIndex withOthers(
            UpstreamIndex answer, Channel channel, Subdir subdir, Optional<IndexInput> taken, Variant variant) {
        return answer instanceof Fetched fetched
                ? fetched.with(problem -> askForOthers(channel, subdir, taken, variant, problem))
                : answer;
    }

    private Optional<Fetched> askForOthers(
            Channel channel, Subdir subdir, Optional<IndexInput> taken, Variant damaged, String problem)
            throws IOException, InterruptedException {
        String url = Redaction.redact(uri(channel, subdir, damaged));
        context.events().warn(url, problem + "; the index is asked for in another form");
        List<Variant> others = Variant.ORDER.subList(Variant.ORDER.indexOf(damaged) + 1, Variant.ORDER.size());
        UpstreamIndex answer = fetchWhole(channel, subdir, Optional.empty(), taken, others);
        boolean isTaken = answer instanceof Fetched fetched
                && (taken.isEmpty() || SubdirFailures.accepts(context) || !ages.isBehind(fetched.input(), taken.get()));
        return isTaken ? Optional.of((Fetched) answer) : Optional.empty();
    }

    /** The URL that every variant of an index is below, without secrets. */
    public static String folder(Channel channel, Subdir subdir) {
        return Redaction.withoutSecrets(channel.url().resolve(subdir + "/"));
    }

    /** Asks again next time, for an index that is not there now but was. */
    void forgetAbsence(Channel channel, Subdir subdir) {
        for (Variant variant : Variant.ORDER) {
            absent.remove(uri(channel, subdir, variant));
        }
        absent.remove(ShardedIndex.uri(channel, subdir));
    }

    private static URI uri(Channel channel, Subdir subdir, Variant variant) {
        return channel.url().resolve(subdir + "/" + variant.fileName());
    }

    private boolean isPassedOver(URI uri, Variant variant, Optional<IndexInput> taken) throws InterruptedException {
        if (absent.isKnown(uri)) {
            return true;
        }
        boolean wasAnother = taken.isPresent()
                && !taken.get().url().equals(Redaction.withoutSecrets(uri))
                && variant != Variant.JSON;
        return wasAnother && (ages.isLeftBehind(uri, taken.get()) || absent.isKnown(uri));
    }

    /** The plain index, if it is newer than the compressed one that was asked for. */
    private UpstreamIndex newest(UpstreamIndex answer, URI json, Optional<IndexInput> known)
            throws IOException, InterruptedException {
        IndexInput input =
                answer instanceof Fetched fetched ? fetched.input() : ((UpstreamIndex.Unchanged) answer).input();
        if (!ages.isNewer(json, input)) {
            return answer;
        }
        try {
            UpstreamIndex plain = ask(json, Variant.JSON, known);
            if (plain instanceof UpstreamIndex.Absent) {
                return answer;
            }
            if (answer instanceof Fetched fetched) {
                Files.delete(fetched.file());
            }
            return plain;
        } catch (NoIndexException | TransferException e) {
            context.events().warn(Redaction.redact(json), e.getMessage() + "; the older form is taken for now");
            return answer;
        }
    }

    /** Stores that do not let anybody list them refuse what is not there: a refused variant may be followed by another. */
    private UpstreamIndex askLeniently(URI uri, Variant variant, Optional<IndexInput> known)
            throws NoIndexException, TransferException, IOException, InterruptedException {
        try {
            return ask(uri, variant, known);
        } catch (TransferException e) {
            int status = e.status().orElse(0);
            boolean refused = status >= 400 && status < 500 && !e.isRetryable();
            if (variant != Variant.JSON && refused) {
                return new UpstreamIndex.Absent();
            }
            throw e;
        }
    }

    private UpstreamIndex ask(URI uri, Variant variant, Optional<IndexInput> known)
            throws NoIndexException, TransferException, IOException, InterruptedException {
        String url = Redaction.withoutSecrets(uri);
        Optional<IndexInput> same = known.filter(input -> input.url().equals(url));
        Path file = Files.createTempFile(context.scratch(), "index", "." + variant);
        DownloadResult result;
        try (FileSink sink = IndexLimits.sink(file)) {
            result = context.downloader()
                    .download(uri, same.map(IndexInput::validator).orElse(Validator.NONE), sink, context.quietly());
        } catch (FileSink.OverlongException e) {
            Files.delete(file);
            throw new TransferException(url, 200, 1, false, String.valueOf(e.getMessage()), e);
        }
        if (result instanceof DownloadResult.Done done) {
            absent.remove(uri);
            Optional<String> problem = IndexContent.problem(file, variant);
            if (problem.isPresent()) {
                Files.delete(file);
                throw new NoIndexException(problem.get());
            }
            return new Fetched(
                    file,
                    uri,
                    done.finalUri(),
                    new IndexInput(url, done.validator()),
                    Optional.empty(),
                    Optional.empty(),
                    UpstreamIndex.OtherForms.NONE);
        }
        Files.delete(file);
        if (result instanceof DownloadResult.NotModified) {
            return new UpstreamIndex.Unchanged(same.orElseThrow());
        }
        absent.add(uri);
        return new UpstreamIndex.Absent();
    }
}
