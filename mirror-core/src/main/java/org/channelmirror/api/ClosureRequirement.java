package org.channelmirror.api;

/** What is asked of the packages that the selected ones need. */
public enum ClosureRequirement {
    /** What is missing is reported. */
    REPORTED,
    /** What is missing is reported, and a run with something missing is not complete. */
    REQUIRED
}
