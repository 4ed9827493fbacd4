package org.channelmirror.internal.verify;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import org.channelmirror.api.VerifyFinding;
import org.channelmirror.api.VerifyFinding.Kind;
import org.channelmirror.api.VerifyFinding.Repair;
import org.channelmirror.internal.frames.FrameKey;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.StoredObject;
import org.channelmirror.spi.VersionToken;

/**
 * A listed package that is not what it should be; it can be written to a frame.
 *
 * @param size how many bytes are stored, or -1
 * @param token what the storage tells them by; empty for a missing file
 */
record Damage(PackageFormat section, PackageFileName file, Kind kind, String reason, long size, String token) {

    static Damage missing(PackageFormat section, PackageFileName file) {
        return new Damage(section, file, Kind.MISSING, "it is listed, and not there", -1, "");
    }

    static Damage corrupt(PackageFormat section, PackageFileName file, StoredObject stored, String reason) {
        return new Damage(
                section,
                file,
                Kind.CORRUPT,
                reason,
                stored.size(),
                stored.token().value());
    }

    Optional<VersionToken> version() {
        return token.isEmpty() ? Optional.empty() : Optional.of(new VersionToken(token));
    }

    VerifyFinding finding(Shelf shelf, Subdir subdir, Repair repair) {
        OptionalLong stored = size < 0 ? OptionalLong.empty() : OptionalLong.of(size);
        return new VerifyFinding(Optional.of(subdir), shelf.file(file.value()), kind, reason, stored, repair);
    }

    ByteBuffer encode() {
        byte[] name = file.value().getBytes(StandardCharsets.US_ASCII);
        byte[] tokenBytes = token.getBytes(StandardCharsets.US_ASCII);
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(name.length + tokenBytes.length + text.length + 32);
        FrameKey.put(frame, section, name);
        frame.putLong(size).putInt(tokenBytes.length).put(tokenBytes);
        return frame.putInt(text.length).put(text).flip();
    }

    static Damage read(FrameReader frame) {
        ByteBuffer in = ByteBuffer.wrap(frame.payload(), 0, frame.length());
        in.position(FrameKey.end(frame.payload()));
        long size = in.getLong();
        byte[] token = new byte[in.getInt()];
        in.get(token);
        byte[] text = new byte[in.getInt()];
        in.get(text);
        return new Damage(
                FrameKey.section(frame.payload()),
                FrameKey.name(frame.payload()),
                size < 0 ? Kind.MISSING : Kind.CORRUPT,
                new String(text, StandardCharsets.UTF_8),
                size,
                new String(token, StandardCharsets.US_ASCII));
    }
}
