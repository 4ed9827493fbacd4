package org.channelmirror.api;

/**
 * What becomes of a subdir whose upstream index has gone, is empty or older than the one that was taken last, or has lost more of
 * what is published than {@link MaxShrink} lets it.
 */
public enum ShrinkPolicy {
    /** It fails, and what is published stays: such an index is rather an accident than a decision. */
    REFUSE,
    /** The index is taken as it is. */
    ACCEPT
}
