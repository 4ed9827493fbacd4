package org.channelmirror.testkit.upstream;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Serves one connection, request after request. */
final class Connection {

    private static final int CHUNK = 8 * 1024;

    /** Larger than a chunk: the end of an answer is always still in the buffer when the request is counted as ended. */
    private static final int BUFFER = 64 * 1024;

    private final Socket socket;
    private final Resources resources;
    private final FaultPlan faults;
    private final Traffic traffic;
    private final Gate gate;
    private final Manners manners;
    private final int number;

    Connection(Socket socket, Resources resources, FaultPlan faults, Traffic traffic, Gate gate, Manners manners) {
        this.socket = socket;
        this.resources = resources;
        this.faults = faults;
        this.traffic = traffic;
        this.gate = gate;
        this.manners = manners;
        this.number = traffic.connected();
    }

    /** How a server is in general. */
    record Manners(Duration latency, Validators validators, Closing refusal) {}

    /** Ends all connections. */
    @FunctionalInterface
    interface Closing {
        void run() throws IOException;
    }

    /** Serves until the client closes, something fails, or a fault ends it. */
    void serve() throws IOException, InterruptedException {
        InputStream in = new BufferedInputStream(socket.getInputStream());
        OutputStream out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
        Then then = Then.NEXT_REQUEST;
        while (then == Then.NEXT_REQUEST) {
            Optional<RequestHead> head;
            try {
                head = RequestHead.read(in);
            } catch (ProtocolException e) {
                out.write(Reply.badRequest().head(false));
                out.flush();
                return;
            }
            if (head.isEmpty()) {
                return;
            }
            traffic.begun();
            try {
                then = answer(head.get(), out);
            } finally {
                traffic.ended();
            }
            if (then == Then.RESET) {
                socket.setSoLinger(true, 0);
                socket.close();
            } else {
                out.flush();
            }
        }
    }

    /** Leaves the end of the answer in the buffer, so that a client has it only after the request is counted as ended. */
    private Then answer(RequestHead head, OutputStream out) throws IOException, InterruptedException {
        gate.delay(manners.latency());
        FaultAction fault = faults.next(head).orElse(null);
        if (fault instanceof FaultAction.Reset) {
            traffic.decided(head, 0, number);
            return Then.RESET;
        }
        if (fault instanceof FaultAction.Refuse) {
            traffic.decided(head, 0, number);
            manners.refusal().run();
            return Then.RESET;
        }
        if (fault instanceof FaultAction.Delay delay) {
            gate.delay(delay.time());
        }
        Reply reply = reply(head, fault);
        traffic.decided(head, reply.status(), number);
        // A body of the request, if there is one, would be taken for the next request.
        boolean stays = head.keepsAlive() && reply.status() != 405;
        Then then = stays ? Then.NEXT_REQUEST : Then.CLOSE;
        out.write(reply.head(stays));
        if (!reply.hasBody() || head.method().equals("HEAD")) {
            return then;
        }
        return sendBody(reply.body(), fault, out, then);
    }

    private Reply reply(RequestHead head, @Nullable FaultAction fault) throws IOException {
        if (fault instanceof FaultAction.Answer answer) {
            return Reply.scripted(answer);
        }
        RequestHead heard = fault instanceof FaultAction.IgnoreRange ? head.without("Range") : head;
        Reply honest = Reply.to(heard, resources.find(head.rawPath()), manners.validators());
        return fault instanceof FaultAction.MislabelRange wrong ? honest.mislabelled(wrong.contentRange()) : honest;
    }

    private Then sendBody(Resource body, @Nullable FaultAction fault, OutputStream out, Then whenWhole)
            throws IOException, InterruptedException {
        try (InputStream content = body.content().open()) {
            if (fault instanceof FaultAction.Trickle trickle) {
                long first = Math.min(trickle.bodyBytes(), body.size());
                copy(content, out, first);
                for (long left = body.size() - first; left > 0; left--) {
                    out.flush();
                    gate.delay(trickle.pause());
                    copy(content, out, 1);
                }
                return whenWhole;
            }
            if (!(fault instanceof FaultAction.Cut cut)) {
                copy(content, out, body.size());
                return whenWhole;
            }
            long first = Math.min(cut.bodyBytes(), body.size());
            copy(content, out, first);
            out.flush();
            if (cut.ending() != FaultAction.Ending.STALL) {
                return cut.ending() == FaultAction.Ending.RESET ? Then.RESET : Then.CLOSE;
            }
            gate.stall();
            copy(content, out, body.size() - first);
            return whenWhole;
        }
    }

    private static void copy(InputStream content, OutputStream out, long bytes) throws IOException {
        byte[] chunk = new byte[CHUNK];
        for (long left = bytes; left > 0; ) {
            int read = content.read(chunk, 0, (int) Math.min(chunk.length, left));
            if (read < 0) {
                throw new EOFException("the file became shorter while it was served");
            }
            out.write(chunk, 0, read);
            left -= read;
        }
    }

    /** How the connection goes on after an answer. */
    private enum Then {
        NEXT_REQUEST,
        CLOSE,
        RESET
    }
}
