package org.channelmirror.server;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Connector;

/**
 * Hangs up on clients that take too long to say what they want: a connection over which a head comes byte by byte is never idle. Looks
 * at all connections again and again; for one thread.
 */
final class Dawdlers implements Runnable {

    private final Connector connector;
    private final long limitNanos;
    private Map<Connection, Saying> before = new HashMap<>();

    Dawdlers(Connector connector, Duration limit) {
        this.connector = connector;
        this.limitNanos = limit.toNanos();
    }

    /** How often it is worth a look. */
    static Duration pause(Duration limit) {
        long millis = limit.toMillis() / 4;
        return Duration.ofMillis(Math.max(20, Math.min(TimeUnit.SECONDS.toMillis(1), millis)));
    }

    @Override
    public void run() {
        long now = System.nanoTime();
        Map<Connection, Saying> current = new HashMap<>();
        for (EndPoint endPoint : connector.getConnectedEndPoints()) {
            Connection connection = innermost(endPoint.getConnection());
            if (connection != null) {
                Saying saying = Saying.of(connection, before.getOrDefault(connection, Saying.NOTHING), now);
                hangUp(endPoint, connection, saying.lasted(now));
                current.put(connection, saying);
            }
        }
        before = current;
    }

    /** In good order at first, as far as the protocol has one. */
    private void hangUp(EndPoint endPoint, Connection connection, long lasted) {
        if (lasted > 2 * limitNanos) {
            Closing.quietly(endPoint);
        } else if (lasted > limitNanos) {
            Closing.quietly(connection);
        }
    }

    private static Connection innermost(Connection connection) {
        return connection instanceof SslConnection tls ? tls.getSslEndPoint().getConnection() : connection;
    }

    /**
     * How far a client is with what it says.
     *
     * @param messages the requests that were heard to the end of their heads
     * @param bytes the bytes that came
     * @param isSpeaking whether a head has begun
     * @param since when that was
     */
    private record Saying(long messages, long bytes, boolean isSpeaking, long since) {

        static final Saying NOTHING = new Saying(0, 0, false, 0);

        static Saying of(Connection connection, Saying before, long now) {
            long messages = connection.getMessagesIn();
            long bytes = connection.getBytesIn();
            // Before the protocol is agreed upon there is nothing to count.
            boolean isGreeting = messages < 0;
            boolean isHeard = messages != connection.getMessagesOut() || messages != before.messages;
            if (isHeard && !isGreeting) {
                return new Saying(messages, bytes, false, now);
            }
            return before.isSpeaking
                    ? new Saying(messages, bytes, true, before.since)
                    : new Saying(messages, bytes, isGreeting || bytes > before.bytes, now);
        }

        long lasted(long now) {
            return isSpeaking ? now - since : 0;
        }
    }
}
