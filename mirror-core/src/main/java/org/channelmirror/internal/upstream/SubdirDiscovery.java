package org.channelmirror.internal.upstream;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.channelmirror.api.TransferException;
import org.channelmirror.internal.index.FileSink;
import org.channelmirror.internal.index.IndexLimits;
import org.channelmirror.internal.index.UpstreamIndex;
import org.channelmirror.internal.operation.AbsentUrls;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.state.AccountState.ChannelSubdirs;
import org.channelmirror.internal.state.IndexInput;
import org.channelmirror.internal.transport.DownloadResult;
import org.channelmirror.internal.transport.Validator;
import org.channelmirror.model.Channel;
import org.channelmirror.model.Redaction;
import org.channelmirror.model.Subdir;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Finds the subdirs that a channel may have: those its {@code channeldata.json} names (CEP 38), those that conda knows, and those
 * that are mirrored already; for a folder, what is there.
 */
public final class SubdirDiscovery {

    public static final String CHANNELDATA = "channeldata.json";

    private final SyncContext context;
    private final AbsentUrls absent;
    private final Map<String, ChannelSubdirs> remembered;
    private final Map<Channel, UpstreamIndex> answers = new HashMap<>();

    SubdirDiscovery(SyncContext context, AbsentUrls absent, Map<String, ChannelSubdirs> remembered) {
        this.context = context;
        this.absent = absent;
        this.remembered = new HashMap<>(remembered);
    }

    /** The subdirs to ask for, besides noarch. */
    Collection<Subdir> candidates(List<Subdir> mirrored) throws IOException, InterruptedException {
        TreeSet<Subdir> found = new TreeSet<>(mirrored);
        for (Channel channel : context.channels()) {
            if (channel.url().getScheme().equals("file")) {
                found.addAll(folders(Path.of(channel.url())));
            } else {
                found.addAll(Subdir.KNOWN);
                found.addAll(listed(channel));
            }
        }
        found.remove(Subdir.NOARCH);
        return found;
    }

    /** What a channel answered that was asked for its list; a file that was fetched is the caller's to delete. */
    public Optional<UpstreamIndex> answer(Channel channel) {
        return Optional.ofNullable(answers.get(channel));
    }

    /** What is worth remembering for the next run. */
    Map<String, ChannelSubdirs> remembered() {
        return Map.copyOf(remembered);
    }

    private static List<Subdir> folders(Path channel) throws IOException {
        if (!Files.isDirectory(channel)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(channel)) {
            return children.filter(Files::isDirectory)
                    .map(child -> String.valueOf(child.getFileName()))
                    .filter(Subdir::isValid)
                    .map(Subdir::new)
                    .toList();
        }
    }

    private List<Subdir> listed(Channel channel) throws IOException, InterruptedException {
        String key = Redaction.withoutSecrets(channel.url());
        ChannelSubdirs known = remembered.getOrDefault(key, new ChannelSubdirs(Validator.NONE, List.of()));
        URI uri = channel.url().resolve(CHANNELDATA);
        if (absent.isKnown(uri)) {
            return known.subdirs();
        }
        Path file = Files.createTempFile(context.scratch(), "channeldata", ".json");
        try {
            DownloadResult result = fetch(uri, known.validator(), file);
            if (result instanceof DownloadResult.Done done) {
                ChannelSubdirs now = new ChannelSubdirs(done.validator(), parse(file));
                remembered.put(key, now);
                answers.put(channel, new UpstreamIndex.Fetched(file, uri, input(uri, done.validator())));
                return now.subdirs();
            }
            answers.put(channel, new UpstreamIndex.Unchanged(input(uri, known.validator())));
            if (result instanceof DownloadResult.NotFound) {
                absent.add(uri);
                answers.put(channel, new UpstreamIndex.Absent());
            }
        } catch (TransferException | JacksonException | FileSink.OverlongException e) {
            answers.put(channel, new UpstreamIndex.Absent());
            context.events()
                    .warn(
                            Redaction.redact(uri),
                            "the channel's list of subdirs cannot be read, the known ones are tried: "
                                    + e.getMessage());
        }
        return known.subdirs();
    }

    private static IndexInput input(URI uri, Validator validator) {
        return new IndexInput(Redaction.withoutSecrets(uri), validator);
    }

    private DownloadResult fetch(URI uri, Validator known, Path file)
            throws TransferException, IOException, InterruptedException {
        try (FileSink sink = IndexLimits.sink(file)) {
            return context.downloader().download(uri, known, sink, context.quietly());
        }
    }

    private static List<Subdir> parse(Path file) throws IOException {
        List<Subdir> subdirs = new ArrayList<>();
        JsonFactory factory = JsonFactory.builder().build();
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), Files.newInputStream(file))) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean wanted = parser.currentName().equals("subdirs");
                JsonToken value = parser.nextToken();
                if (wanted && value == JsonToken.START_ARRAY) {
                    while (parser.nextToken() == JsonToken.VALUE_STRING) {
                        if (Subdir.isValid(parser.getString())) {
                            subdirs.add(new Subdir(parser.getString()));
                        }
                    }
                    return subdirs;
                }
                parser.skipChildren();
            }
        }
        return subdirs;
    }
}
