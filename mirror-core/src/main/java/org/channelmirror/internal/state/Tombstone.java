package org.channelmirror.internal.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.channelmirror.internal.frames.FrameKey;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.model.Digest;
import org.channelmirror.model.DigestAlgorithm;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.VersionToken;

/**
 * A file that no index names any more and that goes when it is time. In its frame the key is subdir, format and name, so that
 * frames are sorted as the catalogs of the subdirs are; behind it come size, SHA-256, time and token.
 *
 * @param subdir its subdir
 * @param file its name
 * @param size its size
 * @param sha256 its checksum, where known
 * @param notBefore when it may go
 * @param token what the storage told its content by; another content stays
 */
public record Tombstone(
        Subdir subdir,
        PackageFileName file,
        long size,
        Optional<Digest> sha256,
        Instant notBefore,
        VersionToken token) {

    private static final int DIGEST = 32;

    public Tombstone {
        Objects.requireNonNull(subdir, "subdir");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(sha256, "sha256");
        Objects.requireNonNull(notBefore, "notBefore");
        Objects.requireNonNull(token, "token");
    }

    public PackageFormat section() {
        return file.format();
    }

    /** The key under which a catalog of the subdir has the file. */
    public byte[] catalogKey() {
        byte[] name = file.value().getBytes(StandardCharsets.US_ASCII);
        ByteBuffer key = ByteBuffer.allocate(FrameKey.nameOffset() + name.length);
        FrameKey.put(key, section(), name);
        return key.array();
    }

    ByteBuffer frame() {
        byte[] key = (subdir.name() + "/" + FrameKey.number(section()) + file).getBytes(StandardCharsets.US_ASCII);
        byte[] content = token.value().getBytes(StandardCharsets.US_ASCII);
        ByteBuffer out = ByteBuffer.allocate(
                FrameKey.nameOffset() + key.length + Long.BYTES + 1 + DIGEST + Long.BYTES + content.length);
        FrameKey.put(out, 0, key, key.length);
        out.putLong(size).put((byte) (sha256.isPresent() ? 1 : 0));
        out.put(sha256.map(Digest::bytes).orElseGet(() -> new byte[DIGEST]));
        return out.putLong(notBefore.toEpochMilli()).put(content).flip();
    }

    static Tombstone read(FrameReader frame) {
        String key = new String(
                frame.payload(),
                FrameKey.nameOffset(),
                FrameKey.nameLength(frame.payload()),
                StandardCharsets.US_ASCII);
        int slash = key.indexOf('/');
        ByteBuffer in = ByteBuffer.wrap(frame.payload(), 0, frame.length());
        in.position(FrameKey.end(frame.payload()));
        long size = in.getLong();
        boolean hasDigest = in.get() != 0;
        byte[] digest = new byte[DIGEST];
        in.get(digest);
        Instant notBefore = Instant.ofEpochMilli(in.getLong());
        byte[] token = new byte[in.remaining()];
        in.get(token);
        return new Tombstone(
                new Subdir(key.substring(0, slash)),
                new PackageFileName(key.substring(slash + 2)),
                size,
                hasDigest ? Optional.of(Digest.of(DigestAlgorithm.SHA256, digest)) : Optional.empty(),
                notBefore,
                new VersionToken(new String(token, StandardCharsets.US_ASCII)));
    }
}
