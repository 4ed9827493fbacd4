package org.channelmirror.api;

/** What becomes of a clean that would take more than half of an account's published packages out. */
public enum MajorityRemoval {
    /** Nothing is done: such a configuration is rather an accident than a decision. */
    REFUSE,
    /** It is done. */
    ACCEPT
}
