package org.channelmirror.cli;

/** How much a run says on stderr. */
enum Verbosity {
    /** Errors and warnings; no progress. */
    QUIET,
    NORMAL,
    /** Everything the library logs, and the trace of an error. */
    VERBOSE
}
