package org.channelmirror.testkit.channel;

/** How JSON files are laid out. */
public enum JsonStyle {
    /** Sorted keys without white space, as conda-forge publishes. */
    COMPACT,
    /** Sorted keys, indented by two spaces, as conda-index writes. */
    PRETTY,
    /** Without white space, and every object's keys (sections and file names too) in descending order. */
    UNSORTED
}
