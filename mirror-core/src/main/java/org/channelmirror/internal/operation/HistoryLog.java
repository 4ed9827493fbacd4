package org.channelmirror.internal.operation;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.channelmirror.internal.frames.FrameKey;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * The lines that one publication adds to {@code .mirror/history.jsonl}: what arrived, was replaced, hidden or removed, when, and from where.
 * They are collected in a scratch file and appended just before the index becomes visible; a run that was killed in between writes
 * them again. A line that was cut short stays as it is, and the next begins on a line of its own.
 */
public final class HistoryLog implements AutoCloseable {

    public static final StoragePath PATH = StoragePath.of(".mirror", "history.jsonl");
    private static final int BATCH = 8 << 20;

    private final Path file;
    private final OutputStream out;
    private final byte[] prefix;
    private final Map<Event, byte[]> events = new EnumMap<>(Event.class);
    private final Map<String, byte[]> origins = new HashMap<>();

    /** What can happen to a package. */
    public enum Event {
        ARRIVED,
        REPLACED,
        HIDDEN,
        DAMAGED,
        REMOVED
    }

    public HistoryLog(Path file, AccountName account, Subdir subdir, Instant now) throws IOException {
        this.file = file;
        this.out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
        this.prefix = bytes(
                "{\"time\":\"" + now + "\",\"account\":\"" + account + "\",\"subdir\":\"" + subdir + "\",\"event\":\"");
    }

    /** Notes an event of the package whose frame is given; {@code from} is a URL without secrets, or empty. */
    public void add(Event event, byte[] frame, String from) throws IOException {
        out.write(prefix);
        out.write(events.computeIfAbsent(event, HistoryLog::text));
        out.write(frame, FrameKey.nameOffset(), FrameKey.nameLength(frame));
        out.write(origins.computeIfAbsent(from, HistoryLog::origin));
    }

    private static byte[] text(Event event) {
        return bytes(event.name().toLowerCase(Locale.ROOT) + "\",\"file\":\"");
    }

    private static byte[] origin(String from) {
        String member = from.isEmpty()
                ? ""
                : ",\"from\":\"" + new String(JsonStringEncoder.getInstance().quoteAsCharArray(from)) + "\"";
        return bytes("\"" + member + "}\n");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Appends the lines to the mirror's history. */
    public void append(ChannelStorage storage) throws IOException {
        out.close();
        if (endsInTheMiddle(storage) && Files.size(file) > 0) {
            storage.append(PATH, new byte[] {'\n'});
        }
        try (InputStream in = Files.newInputStream(file)) {
            for (byte[] batch = in.readNBytes(BATCH); batch.length > 0; batch = in.readNBytes(BATCH)) {
                storage.append(PATH, batch);
            }
        }
    }

    private static boolean endsInTheMiddle(ChannelStorage storage) throws IOException {
        long size = storage.stat(PATH).map(StoredObject::size).orElse(0L);
        if (size == 0) {
            return false;
        }
        try (InputStream in = storage.open(PATH, ByteRange.from(size - 1))) {
            return in.read() != '\n';
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
        Files.deleteIfExists(file);
    }
}
