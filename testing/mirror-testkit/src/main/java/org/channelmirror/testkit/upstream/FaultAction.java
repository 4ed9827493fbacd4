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

    /** Begins the right answer and goes on with it a byte at a time. */
    record Trickle(long bodyBytes, Duration pause) implements FaultAction {}

    /** Answers with the whole, whatever range was asked for. */
    record IgnoreRange() implements FaultAction {}

    /** Answers with the range that was asked for and says that it is another. */
    record MislabelRange(String contentRange) implements FaultAction {}

    /** Ends all connections and takes no more. */
    record Refuse() implements FaultAction {}

    /** How an answer is cut. */
    enum Ending {
        RESET,
        CLOSE,
        STALL
    }
}
