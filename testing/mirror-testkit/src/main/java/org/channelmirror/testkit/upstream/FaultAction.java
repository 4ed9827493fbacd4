package org.channelmirror.testkit.upstream;

import java.time.Duration;
import java.util.Map;

/** What a fault does. */
sealed interface FaultAction {

    /** Answers this, whatever the files say. */
    record Answer(int status, Map<String, String> headers, Resource body) implements FaultAction {}

    /** Answers rightly, but late. */
    record Delay(Duration time) implements FaultAction {}

    /** Resets the connection instead of an answer. */
    record Reset() implements FaultAction {}

    /** Begins the right answer and does not go through with it. */
    record Cut(long bodyBytes, Ending ending) implements FaultAction {}

    /** How an answer is cut. */
    enum Ending {
        RESET,
        CLOSE,
        STALL
    }
}
