package org.channelmirror.internal.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.channelmirror.api.TransferException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileDownloaderTest {

    private final FileDownloader downloader = new FileDownloader();
    private final Bytes sink = new Bytes();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"plain", "with space", "a+b", "100%25", "50%", "x!y", "\u00fcml\u00e4ut", "q?x#y"})
    void readsFilesOfAnyName(String name) throws Exception {
        Path file = Files.writeString(folder.resolve(name), "content of " + name);

        DownloadResult.Done done = done(file.toUri(), Validator.NONE);

        assertEquals("content of " + name, sink.text());
        assertEquals(Files.size(file), done.bytes());
        assertEquals(file.toUri(), done.finalUri());
    }

    @Test
    void decodesTheAddress() throws Exception {
        Files.writeString(folder.resolve("a+b %c"), "odd");
        String base = folder.toUri().getRawPath();

        for (String start : List.of("file://", "file:", "file://localhost", "FILE://")) {
            done(URI.create(start + base + "a+b%20%25c"), Validator.NONE);
            assertEquals("odd", sink.text());
        }
    }

    @Test
    void readsNothingThatIsKnown() throws Exception {
        Path file = Files.writeString(folder.resolve("f"), "content");
        Validator known = done(file.toUri(), Validator.NONE).validator();

        assertInstanceOf(DownloadResult.NotModified.class, get(file.toUri(), known));
        assertEquals(1, sink.restarts);
    }

    @Test
    void anySizeTimeOrFileIsAnotherVersion() throws Exception {
        Path file = Files.writeString(folder.resolve("f"), "content");
        Instant time = Instant.parse("2026-01-01T00:00:00.000001Z");
        Files.setLastModifiedTime(file, FileTime.from(time));
        Validator known = done(file.toUri(), Validator.NONE).validator();

        Files.setLastModifiedTime(file, FileTime.from(time.plusNanos(1000)));
        assertInstanceOf(DownloadResult.Done.class, get(file.toUri(), known));

        Files.writeString(file, "longer content");
        Files.setLastModifiedTime(file, FileTime.from(time));
        assertInstanceOf(DownloadResult.Done.class, get(file.toUri(), known));

        Path other = Files.writeString(folder.resolve("other"), "CONTENT");
        Files.setLastModifiedTime(other, FileTime.from(time));
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
        assertInstanceOf(DownloadResult.Done.class, get(file.toUri(), known));
    }

    @Test
    void saysWhatIsAbsent() throws Exception {
        assertEquals(
                new DownloadResult.NotFound(404), get(folder.resolve("absent").toUri(), Validator.NONE));
        assertEquals(new DownloadResult.NotFound(404), get(folder.toUri(), Validator.NONE));
        assertEquals(0, sink.restarts);
    }

    @Test
    void readsAgainWhatChangesMeanwhile() throws Exception {
        Path file = Files.writeString(folder.resolve("f"), "first");
        sink.then = List.of(() -> Files.writeString(file, "second, longer"));
        List<String> retries = new ArrayList<>();

        downloader.download(file.toUri(), Validator.NONE, sink, new DownloadObserver() {
            @Override
            public void retried(int attempt, String cause) {
                retries.add(attempt + " " + cause);
            }
        });

        assertEquals("second, longer", sink.text());
        assertEquals(1, retries.size());
    }

    @Test
    void givesUpOnWhatKeepsChanging() throws Exception {
        Path file = Files.writeString(folder.resolve("f"), "first");
        sink.then = List.of(() -> Files.writeString(file, "second, longer"), () -> Files.writeString(file, "3"));

        TransferException failure = failure(file.toUri());

        assertEquals(2, failure.attempts());
        assertTrue(failure.isRetryable());
        assertTrue(failure.getMessage().contains("changes while it is read"), failure::getMessage);
    }

    @Test
    void refusesWhatMayNotBeRead() throws Exception {
        assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
        Path file = Files.writeString(folder.resolve("f"), "content");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeTrue(!Files.isReadable(file), "a superuser reads everything");

        TransferException failure = failure(file.toUri());

        assertTrue(failure.getMessage().contains("permissions"), failure::getMessage);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file://elsewhere/x", "file:relative", "file:///x?query", "file:///x%00y"})
    void refusesAddressesThatNameNoLocalFile(String address) {
        assertFalse(failure(URI.create(address)).isRetryable());
    }

    @Test
    void refusesWhatIsNeitherFileNorFolder() {
        Path device = Path.of("/dev/zero");
        assumeTrue(Files.exists(device));

        assertTrue(failure(device.toUri()).getMessage().contains("neither a file nor a folder"));
    }

    @Test
    void theSinksFailureIsItsOwn() throws Exception {
        Path file = Files.writeString(folder.resolve("f"), "content");
        IOException full = new IOException("no space left");
        sink.then = List.of(() -> {
            throw full;
        });

        assertSame(full, assertThrows(IOException.class, () -> get(file.toUri(), Validator.NONE)));
    }

    @Test
    void interruptionEndsIt() throws Exception {
        Path file = Files.writeString(folder.resolve("f"), "content");
        Thread.currentThread().interrupt();

        assertThrows(InterruptedException.class, () -> get(file.toUri(), Validator.NONE));
        assertFalse(Thread.interrupted());
    }

    private DownloadResult get(URI uri, Validator known) throws Exception {
        return downloader.download(uri, known, sink, DownloadObserver.NONE);
    }

    private DownloadResult.Done done(URI uri, Validator known) throws Exception {
        return assertInstanceOf(DownloadResult.Done.class, get(uri, known));
    }

    private TransferException failure(URI uri) {
        return assertThrows(TransferException.class, () -> get(uri, Validator.NONE));
    }

    private interface Step {
        Object run() throws IOException;
    }

    /** Collects; does a step of the test with each first bytes of an attempt. */
    private static final class Bytes implements DownloadSink {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private List<Step> then = List.of();
        private int restarts;

        @Override
        public void restart() {
            bytes.reset();
            restarts++;
        }

        @Override
        public void accept(byte[] source, int offset, int length) throws IOException {
            if (bytes.size() == 0 && restarts <= then.size()) {
                then.get(restarts - 1).run();
            }
            bytes.write(source, offset, length);
        }

        String text() {
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }
}
