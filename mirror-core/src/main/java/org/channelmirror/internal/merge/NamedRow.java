package org.channelmirror.internal.merge;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Locale;
import org.channelmirror.internal.frames.FrameKey;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.repodata.TextRange;
import org.channelmirror.spec.Version;
import org.jspecify.annotations.Nullable;

/**
 * A package on its way to be compared with those of its name, and as a frame that is sorted by name and file.
 *
 * @param place where its record stands in the published text
 */
public record NamedRow(
        String name,
        PackageFileName file,
        TextRange place,
        String versionText,
        @Nullable Version version,
        long buildNumber,
        long timestamp,
        Features features) {

    /** The newest first: by version, build number, and time. What has no version that can be read comes last. */
    static final Comparator<NamedRow> NEWEST_FIRST = Comparator.comparing(
                    NamedRow::version, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparingLong(NamedRow::buildNumber)
            .thenComparingLong(NamedRow::timestamp)
            .thenComparing(NamedRow::file)
            .reversed();

    private static final int BEHIND_KEY = Long.BYTES + Integer.BYTES + Long.BYTES + Long.BYTES + 1;
    private static final char END_OF_NAME = '\0';

    /** Whether a package is for those who ask for a feature, or turns one on. */
    public enum Features {
        NONE,
        SOME
    }

    public static NamedRow of(PackageRecord record, TextRange place) {
        boolean hasFeatures = record.values("track_features").stream().anyMatch(text -> !text.isBlank())
                || record.values("features").stream().anyMatch(text -> !text.isBlank());
        return new NamedRow(
                record.name().toLowerCase(Locale.ROOT),
                record.file(),
                place,
                record.version(),
                Version.tryParse(record.version()).orElse(null),
                record.buildNumber(),
                record.timestamp().map(time -> time.toEpochMilli()).orElse(0L),
                hasFeatures ? Features.SOME : Features.NONE);
    }

    public ByteBuffer frame() {
        byte[] key = key(name, file.value());
        byte[] version = versionText.getBytes(StandardCharsets.UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(3 + key.length + BEHIND_KEY + version.length);
        FrameKey.put(frame, 0, key, key.length);
        frame.putLong(place.offset())
                .putInt(place.length())
                .putLong(buildNumber)
                .putLong(timestamp);
        return frame.put((byte) (features == Features.SOME ? 1 : 0))
                .put(version)
                .flip();
    }

    static NamedRow read(FrameReader frame) {
        String key = keyText(frame);
        int end = key.lastIndexOf(END_OF_NAME);
        ByteBuffer in = ByteBuffer.wrap(frame.payload(), 0, frame.length());
        in.position(FrameKey.end(frame.payload()));
        TextRange place = new TextRange(in.getLong(), in.getInt(), TextRange.Layout.COMPACT);
        long buildNumber = in.getLong();
        long timestamp = in.getLong();
        Features features = in.get() == 0 ? Features.NONE : Features.SOME;
        String version = StandardCharsets.UTF_8.decode(in).toString();
        return new NamedRow(
                key.substring(0, end),
                new PackageFileName(key.substring(end + 1)),
                place,
                version,
                Version.tryParse(version).orElse(null),
                buildNumber,
                timestamp,
                features);
    }

    /** A key that is sorted by a package's name, and then by something else of it. */
    public static byte[] key(String name, String detail) {
        return (name + END_OF_NAME + detail).getBytes(StandardCharsets.UTF_8);
    }

    private static String keyText(FrameReader frame) {
        byte[] payload = frame.payload();
        return new String(payload, FrameKey.nameOffset(), FrameKey.nameLength(payload), StandardCharsets.UTF_8);
    }

    /** The name in the key of the frame at hand. */
    public static String nameOf(FrameReader frame) {
        String key = keyText(frame);
        return key.substring(0, key.indexOf(END_OF_NAME));
    }

    /** What else is in the key of the frame at hand. */
    public static String detailOf(FrameReader frame) {
        String key = keyText(frame);
        return key.substring(key.indexOf(END_OF_NAME) + 1);
    }

    /** The file of the same package in the old format. */
    String twin() {
        return file.stem() + PackageFormat.TAR_BZ2.suffix();
    }

    /** Whether it is of a version, as {@code =1.2} asks. */
    public boolean isOf(NamedRow other) {
        Version prefix = other.version();
        return (version == null || prefix == null) ? versionText.equals(other.versionText) : version.startsWith(prefix);
    }
}
