package org.channelmirror.internal.merge;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.channelmirror.internal.frames.FrameKey;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.model.PackageFormat;

/**
 * The name and the version in a file name.
 *
 * @param name what stands before the last two hyphens
 * @param version what stands between them
 */
record NamedVersion(String name, String version) {

    static Optional<NamedVersion> of(FrameReader frame) {
        byte[] payload = frame.payload();
        PackageFormat format = FrameKey.section(payload);
        int length = FrameKey.nameLength(payload) - format.suffix().length();
        String stem = new String(payload, FrameKey.nameOffset(), length, StandardCharsets.US_ASCII);
        int build = stem.lastIndexOf('-');
        int version = build < 0 ? -1 : stem.lastIndexOf('-', build - 1);
        return version <= 0
                ? Optional.empty()
                : Optional.of(new NamedVersion(stem.substring(0, version), stem.substring(version + 1, build)));
    }
}
