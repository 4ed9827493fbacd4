package org.channelmirror.spec;

import org.jspecify.annotations.Nullable;

/**
 * A package as a {@link MatchSpec} looks at it. Whoever has a million of them implements this over what it keeps, so that nothing
 * is built for a match: a getter is called only where a spec asks for its value. What is absent is {@code null} rather than an
 * {@code Optional} for the same reason; it meets no condition but {@code *}.
 */
public interface Candidate {

    /**
     * The package's name.
     *
     * @return the name; its case does not matter
     */
    String name();

    /**
     * The version. It is asked for only when the name matches, so that it can be read as late as that.
     *
     * @return the version, or null if it has none that can be read
     */
    @Nullable
    Version version();

    /**
     * The build string.
     *
     * @return the text, or null if there is none
     */
    @Nullable
    String build();

    /**
     * The build number.
     *
     * @return the number, or a negative one if there is none
     */
    long buildNumber();

    /**
     * The subdir that lists it.
     *
     * @return such as {@code linux-64}, or null if it is not known
     */
    default @Nullable String subdir() {
        return null;
    }

    /**
     * The channel that it comes from.
     *
     * @return the channel, or null if it is not known
     */
    default @Nullable ChannelName channel() {
        return null;
    }

    /**
     * The file name.
     *
     * @return the name with its suffix, or null if it is not known
     */
    default @Nullable String fileName() {
        return null;
    }

    /**
     * The URL that a client fetches it from.
     *
     * @return the URL without percent-encoding, or null if it is not known
     */
    default @Nullable String url() {
        return null;
    }

    /**
     * The size of the file.
     *
     * @return bytes, or a negative number if it is not known
     */
    default long size() {
        return -1;
    }

    /**
     * The file's MD5.
     *
     * @return hexadecimal digits, or null if it is not known
     */
    default @Nullable String md5() {
        return null;
    }

    /**
     * The file's SHA-256.
     *
     * @return hexadecimal digits, or null if it is not known
     */
    default @Nullable String sha256() {
        return null;
    }

    /**
     * The licence.
     *
     * @return the text, or null if there is none
     */
    default @Nullable String license() {
        return null;
    }

    /**
     * The licence's family.
     *
     * @return the text, or null if there is none
     */
    default @Nullable String licenseFamily() {
        return null;
    }

    /**
     * The features that the package tracks.
     *
     * @return words with commas or spaces between them, or null if there are none
     */
    default @Nullable String trackFeatures() {
        return null;
    }

    /**
     * The features that the package has.
     *
     * @return words with commas or spaces between them, or null if there are none
     */
    default @Nullable String features() {
        return null;
    }
}
