package org.channelmirror.tests.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.channelmirror.internal.transport.BodyVersion;
import org.channelmirror.internal.transport.DownloadObserver;
import org.channelmirror.internal.transport.DownloadResult;
import org.channelmirror.internal.transport.HttpTimeouts;
import org.channelmirror.internal.transport.Validator;
import org.channelmirror.testkit.upstream.FakeUpstream;
import org.channelmirror.testkit.upstream.Fault;
import org.channelmirror.testkit.upstream.ReceivedRequest;
import org.channelmirror.testkit.upstream.Validators;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A body that broke off is gone on with, if it is certain to be the same. */
class HttpResumeTest extends TransportTestBase {

    private static final int HALF = 50_000;
    private static final int WHOLE = BODY.length();

    private final ResumingSink resuming = new ResumingSink();

    private DownloadResult.Done resume(String path) throws Exception {
        return assertInstanceOf(
                DownloadResult.Done.class, downloader.download(upstream.uri(path), Validator.NONE, resuming, observer));
    }

    private List<Integer> statuses() {
        return upstream.requests().stream().map(ReceivedRequest::status).toList();
    }

    private Optional<String> header(int request, String name) {
        return upstream.requests().get(request).header(name);
    }

    private void breakOffOnce() {
        fault(Fault.on("/a").times(1).truncateAfter(HALF));
    }

    private void use(Validators validators, Instant modified) throws IOException {
        upstream.close();
        upstream = FakeUpstream.serving(Map.of()).validators(validators).start();
        upstream.put("/a", bytes(BODY), modified);
    }

    @Test
    void asksForTheRestOfAShortBody() throws Exception {
        breakOffOnce();

        DownloadResult.Done done = resume("/a");

        assertEquals(BODY, resuming.text());
        assertEquals(WHOLE, done.bytes());
        assertEquals(1, resuming.beginnings());
        assertEquals(List.of(200, 206), statuses());
        assertEquals(Optional.of("bytes=" + HALF + "-"), header(1, "Range"));
        assertEquals(done.validator().etag(), header(1, "If-Range"));
        assertTrue(done.validator().lastModified().isPresent(), "the version is the one that began");
        assertEquals((long) WHOLE, observer.progress().get(observer.progress().size() - 1));
        assertEquals(
                observer.progress().stream().sorted().toList(), observer.progress(), "progress does not fall back");
    }

    @Test
    void asksForTheRestAgainAndAgain() throws Exception {
        fault(Fault.on("/a").times(3).truncateAfter(20_000));

        resume("/a");

        assertEquals(BODY, resuming.text());
        assertEquals(Optional.of("bytes=60000-"), header(3, "Range"));
    }

    @Test
    void goesOnAfterAReset() throws Exception {
        fault(Fault.on("/a").times(2).resetAfter(HALF));

        resume("/a");

        assertEquals(BODY, resuming.text());
    }

    @Test
    void goesOnAfterAStall() throws Exception {
        use(downloader(20, new HttpTimeouts(Duration.ofSeconds(30), Duration.ofMillis(200))));
        fault(Fault.on("/a").times(1).stallAfter(HALF));

        resume("/a");

        assertEquals(BODY, resuming.text());
        assertEquals(1, resuming.beginnings());
        assertTrue(observer.retries().get(0).contains("sent nothing for 200 ms"), observer.retries()::toString);
    }

    @Test
    void goesOnBehindARedirect() throws Exception {
        fault(Fault.on("/old").redirectTo("/a"));
        breakOffOnce();

        resume("/old");

        assertEquals(BODY, resuming.text());
        assertEquals(List.of(302, 200, 302, 206), statuses());
    }

    @Test
    void goesOnWithWhatCameLongAgo() throws Exception {
        String etag = done("/a").validator().etag().orElseThrow();
        upstream.clear();
        resuming.holds(
                BODY.substring(0, HALF), new BodyVersion(Validator.NONE, Optional.of(etag), OptionalLong.of(WHOLE)));

        resume("/a");

        assertEquals(BODY, resuming.text());
        assertEquals(List.of(206), statuses());
    }

    @Test
    void beginsAgainWhereTheFileHasChanged() throws Exception {
        breakOffOnce();
        String changed = "y".repeat(WHOLE);
        DownloadObserver changing = new DownloadObserver() {
            @Override
            public void retried(int attempt, String cause) {
                upstream.put("/a", bytes(changed));
            }
        };

        downloader.download(upstream.uri("/a"), Validator.NONE, resuming, changing);

        assertEquals(changed, resuming.text());
        assertEquals(List.of(200, 200), statuses());
        assertTrue(header(1, "If-Range").isPresent());
    }

    @Test
    void beginsAgainWhereRangesAreIgnored() throws Exception {
        breakOffOnce();
        fault(Fault.on("/a").times(1).ignoreRange());

        resume("/a");

        assertEquals(BODY, resuming.text());
        assertEquals(2, resuming.beginnings());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "bytes 0-100002/100003",
                "bytes 49999-100002/100003",
                "bytes 50000-100003/100004",
                "bytes 50000-100001/100003",
                "bytes 50000-100001/100002",
                "bytes 50000-49999/100003",
                "bytes 50000-99999999999999999999/100003"
            })
    void beginsAgainWhereTheRangeIsWrong(String contentRange) throws Exception {
        breakOffOnce();
        fault(Fault.on("/a").times(1).contentRange(contentRange));

        resume("/a");

        assertEquals(BODY, resuming.text());
        assertEquals(List.of(200, 206, 200), statuses());
        assertEquals(Optional.empty(), header(2, "Range"));
        assertEquals(1, observer.retries().size(), "that is no failure");
    }

    @Test
    void takesARangeOfUnknownTotal() throws Exception {
        breakOffOnce();
        fault(Fault.on("/a").times(1).contentRange("bytes 50000-100002/*"));

        resume("/a");

        assertEquals(BODY, resuming.text());
        assertEquals(List.of(200, 206), statuses());
    }

    @Test
    void beginsAgainWhereARangeIsOfAnotherVersion() throws Exception {
        breakOffOnce();
        fault(Fault.on("/a")
                .times(1)
                .status(206, Map.of("Content-Range", "bytes 50000-100002/100003", "ETag", "\"other\"")));

        resume("/a");

        assertEquals(BODY, resuming.text());
        assertEquals(List.of(200, 206, 200), statuses());
    }

    @Test
    void aRestThatIsShorterThanItSaysIsNotTheEnd() throws Exception {
        breakOffOnce();
        String rest = BODY.substring(HALF, HALF + 20);
        upstream.inject(Fault.on("/a").times(1).status(206, Map.of("Content-Range", "bytes 50000-100002/100003")));

        resume("/a");

        assertEquals(WHOLE, resuming.text().length(), rest);
        assertEquals(2, observer.retries().size());
        assertTrue(observer.retries().get(1).contains("of a file of 100003"), observer.retries()::toString);
    }

    @Test
    void beginsAgainAfterAnUnsatisfiableRange() throws Exception {
        breakOffOnce();
        fault(Fault.on("/a").times(1).status(416));

        resume("/a");

        assertEquals(BODY, resuming.text());
        assertEquals(List.of(200, 416, 200), statuses());
    }

    @Test
    void whatHasGoneMeanwhileIsAbsent() throws Exception {
        breakOffOnce();
        fault(Fault.on("/a").status(404));

        assertEquals(
                new DownloadResult.NotFound(404),
                downloader.download(upstream.uri("/a"), Validator.NONE, resuming, observer));
    }

    @ParameterizedTest
    @EnumSource(names = {"WEAK", "NONE"})
    void asksForNoRestOfWhatCannotBeToldApart(Validators validators) throws Exception {
        use(validators, Instant.EPOCH);
        breakOffOnce();

        resume("/a");

        assertEquals(BODY, resuming.text());
        assertEquals(List.of(200, 200), statuses());
        assertFalse(upstream.requests().get(1).headers().containsKey("Range"));
        assertFalse(upstream.requests().get(1).headers().containsKey("If-Range"));
    }

    @Test
    void anOldDateWillDoWhereThereIsNoTag() throws Exception {
        use(Validators.DATE, NOW);
        breakOffOnce();

        Optional<String> date = resume("/a").validator().lastModified();

        assertEquals(BODY, resuming.text());
        assertEquals(List.of(200, 206), statuses());
        assertEquals(date, header(1, "If-Range"));
    }

    @Test
    void aDateOfThisVerySecondWillNotDo() throws Exception {
        use(Validators.DATE, Instant.now().plusSeconds(5));
        breakOffOnce();

        resume("/a");

        assertEquals(BODY, resuming.text());
        assertEquals(List.of(200, 200), statuses());
    }
}
