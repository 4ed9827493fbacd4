package org.channelmirror.internal.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.channelmirror.api.TransferException;
import org.junit.jupiter.api.Test;

class SchemeDownloaderTest {

    private final List<String> calls = new ArrayList<>();
    private final Downloader web = new Recorder("web");
    private final Downloader files = new Recorder("files");
    private final Downloader both = new SchemeDownloader(Map.of("http", web, "https", web, "file", files));

    @Test
    void choosesByScheme() throws Exception {
        for (String address : List.of("http://h/a", "HTTPS://h/a", "file:///a")) {
            both.download(URI.create(address), Validator.NONE, new Nowhere(), DownloadObserver.NONE);
        }

        assertEquals(List.of("web http://h/a", "web HTTPS://h/a", "files file:///a"), calls);
    }

    @Test
    void refusesOtherSchemes() {
        for (String address : List.of("ftp://user:secret@h/a", "relative/a")) {
            TransferException failure = assertThrows(
                    TransferException.class,
                    () -> both.download(URI.create(address), Validator.NONE, new Nowhere(), DownloadObserver.NONE));
            assertFalse(failure.isRetryable());
            assertTrue(failure.getMessage().contains("use one of file, http, https"), failure::getMessage);
            assertFalse(failure.getMessage().contains("secret"), failure::getMessage);
        }
        assertEquals(List.of(), calls);
    }

    @Test
    void closesEachOnce() {
        both.close();

        assertEquals(
                List.of("files closed", "web closed"), calls.stream().sorted().toList());
    }

    private final class Recorder implements Downloader {

        private final String name;

        Recorder(String name) {
            this.name = name;
        }

        @Override
        public DownloadResult download(URI uri, Validator known, DownloadSink sink, DownloadObserver observer) {
            calls.add(name + " " + uri);
            return new DownloadResult.NotModified();
        }

        @Override
        public DownloadResult look(URI uri, Validator known, DownloadObserver observer) {
            calls.add(name + " looks at " + uri);
            return new DownloadResult.NotModified();
        }

        @Override
        public void close() {
            calls.add(name + " closed");
        }
    }

    private static final class Nowhere implements DownloadSink {

        @Override
        public void restart() {}

        @Override
        public void accept(byte[] bytes, int offset, int length) {}
    }
}
