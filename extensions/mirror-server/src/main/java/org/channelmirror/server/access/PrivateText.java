package org.channelmirror.server.access;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.Publication;
import org.channelmirror.spi.StageKey;
import org.channelmirror.spi.StagedWrite;
import org.channelmirror.spi.StoragePath;

/** A small text in the private part of a mirror: a first line that vouches for the rest, and the rest. */
final class PrivateText {

    private static final String MAGIC = "channel-mirror-";
    private static final int VERSION = 1;
    private static final int MAX_BYTES = 64 * 1024;

    private final ChannelStorage storage;
    private final String type;

    /**
     * Texts of one type.
     *
     * @param type what the text is, such as {@code token}
     */
    PrivateText(ChannelStorage storage, String type) {
        this.storage = storage;
        this.type = type;
    }

    Optional<String> read(StoragePath path) throws IOException {
        byte[] bytes;
        try (InputStream in = storage.open(path, ByteRange.ALL)) {
            bytes = in.readNBytes(MAX_BYTES);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        String all = new String(bytes, StandardCharsets.UTF_8);
        int lineEnd = all.indexOf('\n');
        String head = lineEnd < 0 ? all : all.substring(0, lineEnd);
        String body = lineEnd < 0 ? "" : all.substring(lineEnd + 1);
        if (head.equals(head(body))) {
            return Optional.of(body);
        }
        String[] words = head.split(" ", -1);
        if (words[0].equals(MAGIC + type) && words.length > 1 && !words[1].equals(Integer.toString(VERSION))) {
            throw new IOException(path + " was written by a newer version of this program: update this one");
        }
        throw new IOException(path + " is damaged: delete it and make it anew");
    }

    void write(StoragePath path, String body) throws IOException {
        byte[] bytes = (head(body) + "\n" + body).getBytes(StandardCharsets.UTF_8);
        try (StagedWrite staged = storage.stage(new StageKey(type + "~" + UUID.randomUUID()))) {
            staged.append(bytes, 0, bytes.length);
            storage.publish(List.of(new Publication(staged, path)));
        }
    }

    private String head(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return MAGIC + type + " " + VERSION + " " + bytes.length + " " + Sha256.hex(bytes);
    }
}
