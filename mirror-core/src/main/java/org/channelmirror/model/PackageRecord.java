package org.channelmirror.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What repodata says of one package file (CEP 36), as far as a decision about it needs. Fields of another type than they should
 * have count as absent.
 *
 * <p>A record that a call is handed is valid, and to be used by one thread, until that call returns: a million of them are read
 * without one object for each. {@link #copy()} gives one that may be kept and shared.
 */
public interface PackageRecord {

    /**
     * The subdir that lists it.
     *
     * @return the subdir
     */
    Subdir subdir();

    /**
     * The channel that lists it.
     *
     * @return the channel, or empty where it is not known
     */
    Optional<Channel> channel();

    /**
     * The file's name.
     *
     * @return the name
     */
    PackageFileName file();

    /**
     * The package's name.
     *
     * @return the name as written, empty if there is none
     */
    String name();

    /**
     * The package's version.
     *
     * @return the version as written, empty if there is none
     */
    String version();

    /**
     * The build string.
     *
     * @return the string as written, empty if there is none
     */
    String build();

    /**
     * The build number.
     *
     * @return the number, 0 if there is none
     */
    long buildNumber();

    /**
     * The file's size.
     *
     * @return bytes, where listed
     */
    OptionalLong size();

    /**
     * The file's SHA-256.
     *
     * @return the checksum, where listed
     */
    Optional<Digest> sha256();

    /**
     * The file's MD5.
     *
     * @return the checksum, where listed
     */
    Optional<Digest> md5();

    /**
     * The licence as its maker wrote it.
     *
     * @return the text, where listed
     */
    Optional<String> license();

    /**
     * The family of licences that its maker or channel put it into.
     *
     * @return the text, where listed
     */
    Optional<String> licenseFamily();

    /**
     * When the package was built. Repodata has milliseconds, some old records seconds.
     *
     * @return the time, where listed
     */
    Optional<Instant> timestamp();

    /**
     * When the channel listed the package for the first time (CEP 47).
     *
     * @return the time, where listed
     */
    Optional<Instant> indexedTimestamp();

    /**
     * When this mirror saw the file listed for the first time, if that was after its first sync.
     *
     * @return the time; empty if it was there at the first sync, or nobody keeps count
     */
    Optional<Instant> firstSeen();

    /**
     * The match specs of what the package needs.
     *
     * @return the specs as written
     */
    List<String> depends();

    /**
     * Any field's values as text: a string, number or truth value is one, a list is its members of these kinds, and anything else is
     * none.
     *
     * @param name the field's name in repodata, such as {@code track_features}
     * @return the values; empty if there is no such field
     */
    List<String> values(String name);

    /**
     * A record that may be kept, and shared between threads.
     *
     * @return an immutable record
     */
    PackageRecord copy();
}
