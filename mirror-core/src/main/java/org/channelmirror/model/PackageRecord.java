package org.channelmirror.model;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What repodata says of one package file (CEP 36), as far as a decision about it needs. Immutable and thread-safe.
 *
 * @param subdir the subdir that lists it
 * @param file its file name
 * @param name the package's name
 * @param version the version as written
 * @param build the build string
 * @param buildNumber the build number
 * @param size the file's size in bytes, where listed
 * @param sha256 the file's SHA-256, where listed
 * @param md5 the file's MD5, where listed
 */
public record PackageRecord(
        Subdir subdir,
        PackageFileName file,
        String name,
        String version,
        String build,
        long buildNumber,
        OptionalLong size,
        Optional<Digest> sha256,
        Optional<Digest> md5) {

    /** Refuses nulls. */
    public PackageRecord {
        Objects.requireNonNull(subdir, "subdir");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(build, "build");
        Objects.requireNonNull(size, "size");
        Objects.requireNonNull(sha256, "sha256");
        Objects.requireNonNull(md5, "md5");
    }
}
