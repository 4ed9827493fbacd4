package org.channelmirror.internal.archive;

import java.util.Objects;
import java.util.Optional;
import org.channelmirror.model.Digest;
import org.channelmirror.model.Subdir;

/**
 * A line of a manifest behind the first.
 *
 * @param kind what it tells of
 * @param subdir the subdir; noarch of a file at the channel's root, which is in none
 * @param file the file's name
 * @param size its size, 0 of a removed one
 * @param sha256 its SHA-256, which only a removed one has not
 * @param md5 its MD5, where the index may have nothing better
 */
public record ManifestLine(
        Kind kind, Subdir subdir, String file, long size, Optional<Digest> sha256, Optional<Digest> md5) {

    /** What a line tells of. */
    public enum Kind {
        /** A package that the index lists and the archive has. */
        FILE,
        /** A package that the index lists and the archive's base has. */
        IN_BASE,
        /** A package that the base has and the index does not list any more. */
        REMOVED,
        /** A file of the index, or beside it. */
        INDEX,
        /** A file at the channel's root. */
        ROOT
    }

    public ManifestLine {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(subdir, "subdir");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(sha256, "sha256");
        Objects.requireNonNull(md5, "md5");
    }

    /** The SHA-256 of what is not removed. */
    public byte[] hash() {
        return sha256.orElseThrow().bytes();
    }

    public String path() {
        return kind == Kind.ROOT ? file : subdir + "/" + file;
    }
}
