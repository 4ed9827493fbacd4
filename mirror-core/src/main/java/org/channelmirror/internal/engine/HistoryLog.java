package org.channelmirror.internal.engine;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.StoragePath;

/**
 * The lines that one publication adds to {@code .mirror/history.jsonl}: what arrived, was replaced or hidden, when, and from where.
 * They are collected in a scratch file and appended just before the index becomes visible, so that none is lost: after a kill in
 * between, the next run writes them again.
 */
final class HistoryLog implements AutoCloseable {

    private static final StoragePath PATH = StoragePath.of(".mirror", "history.jsonl");
    private static final int BATCH = 1 << 20;

    private final Path file;
    private final OutputStream out;
    private final String prefix;

    HistoryLog(Path file, AccountName account, Subdir subdir, Instant now) throws IOException {
        this.file = file;
        this.out = new BufferedOutputStream(Files.newOutputStream(file));
        this.prefix =
                "{\"time\":\"" + now + "\",\"account\":\"" + account + "\",\"subdir\":\"" + subdir + "\",\"event\":\"";
    }

    /** Notes an event; {@code from} is a URL without secrets, or empty. */
    void add(String event, PackageFileName name, String from) throws IOException {
        String origin =
                from.isEmpty() ? "" : ",\"from\":\"" + from.replace("\\", "%5C").replace("\"", "%22") + "\"";
        String line = prefix + event + "\",\"file\":\"" + name + "\"" + origin + "}\n";
        out.write(line.getBytes(StandardCharsets.UTF_8));
    }

    /** Appends the lines to the mirror's history. */
    void append(ChannelStorage storage) throws IOException {
        out.close();
        try (InputStream in = Files.newInputStream(file)) {
            for (byte[] batch = in.readNBytes(BATCH); batch.length > 0; batch = in.readNBytes(BATCH)) {
                storage.append(PATH, batch);
            }
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
        Files.deleteIfExists(file);
    }
}
