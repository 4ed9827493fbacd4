package org.channelmirror.testkit.upstream;

/** What a server sends that tells one version of a file from another. */
public enum Validators {
    /** A strong {@code ETag}, and {@code Last-Modified}. */
    STRONG,
    /** A weak {@code ETag}, and {@code Last-Modified}. */
    WEAK,
    /** {@code Last-Modified} alone. */
    DATE,
    /** Neither. */
    NONE
}
