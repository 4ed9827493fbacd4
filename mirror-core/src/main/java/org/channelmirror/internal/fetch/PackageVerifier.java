package org.channelmirror.internal.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.channelmirror.internal.index.UpstreamRecord;
import org.channelmirror.internal.operation.Events;
import org.channelmirror.model.Digest;
import org.channelmirror.model.DigestAlgorithm;
import org.channelmirror.model.Subdir;

/** Compares packages with their records, by the best that a record offers. Thread-safe. */
public final class PackageVerifier {

    private final AtomicLong byMd5 = new AtomicLong();
    private final AtomicLong byOpening = new AtomicLong();

    /** Where the bytes can be read again. */
    @FunctionalInterface
    interface Content {
        InputStream open() throws IOException;
    }

    /** Says what is wrong, or nothing if the bytes are the ones that the record lists. */
    Optional<String> verify(UpstreamRecord order, Digests.Result found, Content content) {
        if (order.size().isPresent() && order.size().orElseThrow() != found.size()) {
            return Optional.of("expected " + order.size().orElseThrow() + " bytes, got " + found.size());
        }
        if (order.sha256().isPresent()) {
            return compare(Digest.of(DigestAlgorithm.SHA256, order.sha256().get()), found.sha256());
        }
        if (order.md5().isPresent()) {
            Optional<String> problem = compare(
                    Digest.of(DigestAlgorithm.MD5, order.md5().get()),
                    found.md5().orElseThrow());
            if (problem.isEmpty()) {
                byMd5.incrementAndGet();
            }
            return problem;
        }
        try {
            PackageCheck.check(order.section(), content.open());
            byOpening.incrementAndGet();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("it cannot be opened as a package: " + e.getMessage());
        }
    }

    /** Says in the report what could not be held to SHA-256. */
    void report(Subdir subdir, Events events) {
        if (byMd5.get() > 0) {
            events.warn(subdir.name(), byMd5.get() + " packages have no sha256 upstream and were verified by md5");
        }
        if (byOpening.get() > 0) {
            events.warn(
                    subdir.name(),
                    byOpening.get()
                            + " packages have no checksum upstream and were verified by size and by opening them");
        }
    }

    private static Optional<String> compare(Digest expected, Digest found) {
        return expected.equals(found) ? Optional.empty() : Optional.of("expected " + expected + ", got " + found);
    }
}
