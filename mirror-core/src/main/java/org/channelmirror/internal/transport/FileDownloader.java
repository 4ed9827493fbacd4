package org.channelmirror.internal.transport;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.channelmirror.api.TransferException;
import org.jspecify.annotations.Nullable;

/** Reads local files by {@code file:} URL. */
public final class FileDownloader implements Downloader {

    /** A file that changes under the reader is read once more. */
    private static final int ATTEMPTS = 2;

    @Override
    public DownloadResult download(URI uri, Validator known, DownloadSink sink, DownloadObserver observer)
            throws TransferException, IOException, InterruptedException {
        Path file = path(uri);
        for (int attempt = 1; ; attempt++) {
            BodyCopy.checkStopped(observer);
            Optional<DownloadResult> result =
                    attempt(uri, file, known, new BodyCopy(sink, observer, BandwidthLimit.none()), attempt);
            if (result.isPresent()) {
                return result.get();
            }
            if (attempt == ATTEMPTS) {
                throw failure(
                        uri, attempt, true, "the file changes while it is read; try again when it is at rest", null);
            }
            observer.retried(attempt, "the file changed while it was read");
        }
    }

    @Override
    public DownloadResult look(URI uri, Validator known, DownloadObserver observer)
            throws TransferException, InterruptedException {
        BodyCopy.checkStopped(observer);
        try {
            FileVersion version = FileVersion.of(path(uri));
            if (!version.isFile()) {
                return new DownloadResult.NotFound(404);
            }
            return version.validator().etag().equals(known.etag())
                    ? new DownloadResult.NotModified()
                    : new DownloadResult.Done(version.validator(), 0, uri);
        } catch (NoSuchFileException e) {
            return new DownloadResult.NotFound(404);
        } catch (IOException e) {
            throw failure(uri, 1, true, "the file cannot be looked at: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {}

    /** Empty if the file changed meanwhile. */
    private static Optional<DownloadResult> attempt(URI uri, Path file, Validator known, BodyCopy copy, int attempt)
            throws TransferException, IOException, InterruptedException {
        try {
            FileVersion before = FileVersion.of(file);
            if (before.isFolder()) {
                return Optional.of(new DownloadResult.NotFound(404));
            }
            if (!before.isFile()) {
                throw failure(uri, attempt, false, "this is neither a file nor a folder", null);
            }
            Validator validator = before.validator();
            if (validator.etag().equals(known.etag())) {
                return Optional.of(new DownloadResult.NotModified());
            }
            long bytes;
            try (InputStream content = Files.newInputStream(file)) {
                bytes = copy.whole(content, version(before));
            }
            boolean same = FileVersion.of(file).equals(before) && bytes == before.size();
            return same ? Optional.of(new DownloadResult.Done(validator, bytes, uri)) : Optional.empty();
        } catch (SinkFailedException e) {
            throw e.failure();
        } catch (NoSuchFileException e) {
            return Optional.of(new DownloadResult.NotFound(404));
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            InterruptedException interrupted = new InterruptedException("interrupted while reading " + file);
            interrupted.initCause(e);
            throw interrupted;
        } catch (AccessDeniedException e) {
            throw failure(uri, attempt, false, "the file may not be read by this user; change its permissions", e);
        } catch (IOException e) {
            throw failure(uri, attempt, true, "the file cannot be read: " + e.getMessage(), e);
        }
    }

    private static BodyVersion version(FileVersion file) {
        return new BodyVersion(file.validator(), Optional.empty(), OptionalLong.of(file.size()));
    }

    private static Path path(URI uri) throws TransferException {
        try {
            boolean local = "localhost".equalsIgnoreCase(uri.getRawAuthority());
            return Path.of(local ? URI.create("file://" + uri.getRawPath()) : uri);
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            throw failure(uri, 1, false, "this does not name a local file: " + e.getMessage(), null);
        }
    }

    private static TransferException failure(
            URI uri, int attempts, boolean retryable, String problem, @Nullable Throwable cause) {
        return new TransferException(uri.toString(), 0, attempts, retryable, problem, cause);
    }
}
