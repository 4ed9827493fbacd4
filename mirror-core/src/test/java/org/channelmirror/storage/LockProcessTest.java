package org.channelmirror.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.channelmirror.spi.Lease;
import org.channelmirror.spi.LeaseOwner;
import org.channelmirror.spi.LockAttempt;
import org.channelmirror.spi.StoragePath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Locks between processes. */
class LockProcessTest {

    private static final StoragePath PATH = StoragePath.of("conda/a");

    @TempDir
    Path root;

    private FileSystemStorage storage;

    @BeforeEach
    void open() throws IOException {
        storage = new FileSystemStorage(root);
    }

    private static LockAttempt attempt(FileSystemStorage storage, String owner) throws IOException {
        return storage.lock(PATH, new LeaseOwner(owner, Instant.EPOCH), Duration.ofMinutes(1));
    }

    /** Asks for the lock, says what came of it, and holds it until its standard input ends. */
    static final class Other {

        private Other() {}

        public static void main(String... arguments) throws IOException {
            LockAttempt attempt = attempt(new FileSystemStorage(Path.of(arguments[0])), "the other process");
            System.out.println(attempt.getClass().getSimpleName());
            System.out.flush();
            System.in.readAllBytes();
        }
    }

    private static String answer(Process process) {
        try {
            BufferedReader reader = process.inputReader();
            return String.valueOf(reader.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process startOther() throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx32m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Other.class.getName(),
                        root.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @Test
    void theDeathOfAHolderFreesItsLock() throws Exception {
        Process other = startOther();
        assertEquals("Acquired", answer(other));
        LockAttempt.Held held = assertInstanceOf(LockAttempt.Held.class, attempt(storage, "this process"));
        assertEquals(Optional.of("the other process"), held.owner().map(LeaseOwner::description));
        other.destroyForcibly().waitFor();
        try (Lease lease = assertInstanceOf(LockAttempt.Acquired.class, attempt(storage, "this process"))
                .lease()) {
            assertEquals(2, lease.fencingToken());
        }
    }

    /** On POSIX, closing any channel to a locked file would free the lock for other processes. */
    @Test
    void aFailedAttemptInOneProcessDoesNotFreeTheLockForAnother() throws Exception {
        try (Lease lease = assertInstanceOf(LockAttempt.Acquired.class, attempt(storage, "first"))
                .lease()) {
            assertInstanceOf(LockAttempt.Held.class, attempt(storage, "second"));
            assertInstanceOf(LockAttempt.Held.class, attempt(new FileSystemStorage(root), "third"));
            Process other = startOther();
            assertEquals("Held", answer(other));
            other.getOutputStream().close();
            other.waitFor();
            lease.renew();
        }
    }
}
