package org.channelmirror.internal.merge;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.channelmirror.internal.frames.FrameKey;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.model.Digest;
import org.channelmirror.model.DigestAlgorithm;
import org.channelmirror.model.PackageFileName;

/**
 * A package that a clean takes out, in its frame: behind the key the reason's number, the size and the SHA-256.
 *
 * @param file its name
 * @param reason the number of the reason
 * @param size its size, 0 if nobody knows it
 * @param sha256 its checksum, where known
 */
public record LeavingPackage(PackageFileName file, int reason, long size, Optional<Digest> sha256) {

    private static final int LENGTH = Short.BYTES + Long.BYTES + 1 + 32;

    /** Makes a frame of what a catalog says. */
    static ByteBuffer frame(Holding entry, int reason) {
        byte[] name = entry.fileName();
        ByteBuffer out = ByteBuffer.allocate(FrameKey.nameOffset() + name.length + LENGTH);
        FrameKey.put(out, entry.section(), name);
        out.putShort((short) reason).putLong(entry.is(Holding.HAS_SIZE) ? entry.size() : 0);
        out.put((byte) (entry.is(Holding.HAS_SHA256) ? 1 : 0));
        return out.put(entry.sha256()).flip();
    }

    public static LeavingPackage read(FrameReader frame) {
        ByteBuffer in = ByteBuffer.wrap(frame.payload());
        in.position(FrameKey.end(frame.payload()));
        int reason = in.getShort() & 0xffff;
        long size = in.getLong();
        boolean hasDigest = in.get() != 0;
        byte[] digest = new byte[32];
        in.get(digest);
        return new LeavingPackage(
                FrameKey.name(frame.payload()),
                reason,
                size,
                hasDigest ? Optional.of(Digest.of(DigestAlgorithm.SHA256, digest)) : Optional.empty());
    }
}
