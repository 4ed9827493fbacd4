package org.channelmirror.cli;

/** Shows how far a sync is. Called by one thread at a time. */
interface ProgressDisplay extends AutoCloseable {

    /** Shows nothing. */
    ProgressDisplay NONE = state -> {};

    void update(ProgressState state);

    /** Says something that is not about how far it is. */
    default void say(String line) {}

    /** Takes away what is on the screen. */
    @Override
    default void close() {}

    /** What suits where stderr goes: a bar, lines, or nothing. */
    static ProgressDisplay of(Surroundings surroundings, Messages messages, Verbosity verbosity) {
        if (verbosity == Verbosity.QUIET) {
            return NONE;
        }
        return surroundings.columns() > 0
                ? new ProgressBars(messages, surroundings.columns())
                : new ProgressLines(messages, surroundings.clock());
    }
}
