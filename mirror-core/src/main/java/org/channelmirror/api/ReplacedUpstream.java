package org.channelmirror.api;

/** What becomes of a mirrored package that upstream uploaded again under the same name with another content. */
public enum ReplacedUpstream {
    /** The new content replaces the old one, with a warning. */
    FOLLOW,
    /** The old content and its record stay, with a warning. */
    KEEP,
    /** The old content and its record stay, and the package is reported as failed. */
    FAIL
}
