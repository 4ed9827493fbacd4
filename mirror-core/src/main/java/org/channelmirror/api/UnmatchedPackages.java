package org.channelmirror.api;

/** What becomes of a mirrored package that the filters no longer select. */
public enum UnmatchedPackages {
    /** It stays listed until it is cleaned. */
    KEEP,
    /** It is no longer listed; the file stays until it is cleaned. */
    HIDE
}
