package org.channelmirror.testkit.upstream;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Something that goes wrong with some requests to a {@link FakeUpstream}: which ones, how often, and what happens.
 *
 * <pre>{@code
 * Fault.on("/noarch/repodata.json").times(2).status(503, Map.of("Retry-After", "1"))
 * Fault.on(path -> path.endsWith(".conda")).truncateAfter(100)
 * }</pre>
 *
 * <p>Immutable; each server counts for itself. Thread-safe if the predicate is.
 */
public final class Fault {

    private final Predicate<RequestHead> requests;
    private final int times;
    private final FaultAction action;

    private Fault(Predicate<RequestHead> requests, int times, FaultAction action) {
        this.requests = requests;
        this.times = times;
        this.action = action;
    }

    /**
     * A fault of one path.
     *
     * @param rawPath the request target as it is sent, with its percent-encoding and query
     * @return asks how often and what
     */
    public static Where on(String rawPath) {
        return on(rawPath::equals);
    }

    /**
     * A fault of several paths.
     *
     * @param rawPaths says of a request target, as it is sent, whether it is concerned
     * @return asks how often and what
     */
    public static Where on(Predicate<String> rawPaths) {
        return new Where(head -> rawPaths.test(head.rawPath()), Integer.MAX_VALUE);
    }

    boolean concerns(RequestHead head) {
        return requests.test(head);
    }

    int times() {
        return times;
    }

    FaultAction action() {
        return action;
    }

    /** The requests of a fault that is being described. Immutable. */
    public static final class Where {

        private final Predicate<RequestHead> requests;
        private final int times;

        private Where(Predicate<RequestHead> requests, int times) {
            this.requests = requests;
            this.times = times;
        }

        /**
         * Limits the fault to the first requests, all its paths together; without this it never ends.
         *
         * @param count how many, from 1
         * @return asks what
         * @throws IllegalArgumentException if the count is below 1
         */
        public Where times(int count) {
            if (count < 1) {
                throw new IllegalArgumentException("a fault happens at least once, not " + count + " times");
            }
            return new Where(requests, count);
        }

        /**
         * Limits the fault to requests that lack a header field, such as the {@code Authorization} that a server wants.
         *
         * @param header the field's name, in any case
         * @param value its whole value; with another one the fault happens too
         * @return asks how often and what
         */
        public Where unlessSent(String header, String value) {
            return new Where(requests.and(head -> !head.header(header).equals(Optional.of(value))), times);
        }

        /**
         * Another status, with a short body.
         *
         * @param status the HTTP status
         * @return the fault
         */
        public Fault status(int status) {
            return status(status, Map.of());
        }

        /**
         * Another status with header fields.
         *
         * @param status the HTTP status
         * @param headers further header fields, such as {@code Retry-After}
         * @return the fault
         */
        public Fault status(int status, Map<String, String> headers) {
            byte[] body = ("scripted status " + status + "\n").getBytes(StandardCharsets.US_ASCII);
            return does(new FaultAction.Answer(status, headers, Resource.of(body, Instant.EPOCH)));
        }

        /**
         * A redirect with status 302.
         *
         * @param location where to, absolute or relative, sent as it is
         * @return the fault
         */
        public Fault redirectTo(String location) {
            return status(302, Map.of("Location", location));
        }

        /**
         * Status 200 with another content, of the right length for itself and without a validator.
         *
         * @param content what is sent
         * @return the fault
         */
        public Fault content(byte[] content) {
            return does(new FaultAction.Answer(200, Map.of(), Resource.of(content.clone(), Instant.EPOCH)));
        }

        /**
         * The right answer, late.
         *
         * @param time how long the server waits before it answers
         * @return the fault
         */
        public Fault delay(Duration time) {
            return does(new FaultAction.Delay(time));
        }

        /**
         * A TCP reset instead of an answer.
         *
         * @return the fault
         */
        public Fault reset() {
            return does(new FaultAction.Reset());
        }

        /**
         * A TCP reset in the body. The client's system may drop what it has not read by then.
         *
         * @param bodyBytes how many bytes of the body are sent before
         * @return the fault
         */
        public Fault resetAfter(long bodyBytes) {
            return does(new FaultAction.Cut(bodyBytes, FaultAction.Ending.RESET));
        }

        /**
         * An orderly close in the body, after headers that promised all of it.
         *
         * @param bodyBytes how many bytes of the body are sent
         * @return the fault
         */
        public Fault truncateAfter(long bodyBytes) {
            return does(new FaultAction.Cut(bodyBytes, FaultAction.Ending.CLOSE));
        }

        /**
         * Silence in the body until {@link FakeUpstream#release()}; then the rest follows.
         *
         * @param bodyBytes how many bytes of the body are sent before
         * @return the fault
         */
        public Fault stallAfter(long bodyBytes) {
            return does(new FaultAction.Cut(bodyBytes, FaultAction.Ending.STALL));
        }

        /**
         * The rest of the body a byte at a time.
         *
         * @param bodyBytes how many bytes of the body are sent at once before
         * @param pause how long the server waits before each further byte
         * @return the fault
         */
        public Fault trickleAfter(long bodyBytes, Duration pause) {
            return does(new FaultAction.Trickle(bodyBytes, pause));
        }

        /**
         * The whole with status 200, though a range was asked for.
         *
         * @return the fault
         */
        public Fault ignoreRange() {
            return does(new FaultAction.IgnoreRange());
        }

        /**
         * The range that was asked for, with status 206 and a wrong {@code Content-Range}. A request without a range is answered
         * rightly.
         *
         * @param contentRange the header's value, or nothing at all for no such header
         * @return the fault
         */
        public Fault contentRange(String contentRange) {
            return does(new FaultAction.MislabelRange(contentRange));
        }

        /**
         * The end of this and all other connections; new ones are refused until {@link FakeUpstream#accept()}.
         *
         * @return the fault
         */
        public Fault refuse() {
            return does(new FaultAction.Refuse());
        }

        private Fault does(FaultAction action) {
            return new Fault(requests, times, action);
        }
    }
}
