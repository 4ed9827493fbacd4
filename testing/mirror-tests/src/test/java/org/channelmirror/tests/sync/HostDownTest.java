package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.testkit.upstream.FakeUpstream;
import org.channelmirror.testkit.upstream.Fault;
import org.junit.jupiter.api.Test;

/** A package host that is down costs one round of attempts and one warning, however many packages it has. */
class HostDownTest extends SyncTestBase {

    private static final int PACKAGES = 1500;

    /** An index whose packages are elsewhere; their records alone are made. */
    private void indexOf(URI packages, int count) throws IOException {
        StringBuilder json =
                new StringBuilder("{\"info\":{\"subdir\":\"linux-64\",\"base_url\":\"" + packages + "\"},");
        json.append("\"packages\":{},\"packages.conda\":{");
        for (int i = 0; i < count; i++) {
            json.append(i == 0 ? "" : ",")
                    .append("\"p" + i + "-1-0.conda\":{\"name\":\"p" + i + "\",\"version\":\"1\",");
            json.append("\"build\":\"0\",\"build_number\":0,\"depends\":[],\"size\":4,\"sha256\":\"");
            json.append(Published.hash("SHA-256", new byte[] {1, 2, 3, 4})).append("\"}");
        }
        channel.subdir(LINUX).rawRepodata(json.append("}}").toString()).write();
    }

    @Test
    void itIsGivenUpForTheRunAndAskedAgainByTheNext() throws Exception {
        channel.subdir("noarch").pkg("n", "1", "0").write();
        try (FakeUpstream packages = FakeUpstream.serving(Files.createDirectories(temp.resolve("pool")))
                .start()) {
            indexOf(packages.uri("/"), PACKAGES);
            packages.refuse();

            MirrorReport report = sync();

            assertEquals(PACKAGES, report.failureCount());
            assertEquals(MirrorReport.MAX_FAILURES, report.failures().size());
            String problem = packages.uri().getAuthority() + " refused the connection; it is given up for this run";
            assertTrue(
                    report.failures().stream()
                            .allMatch(failure -> failure.reason().contains(problem)),
                    report.failures()::toString);
            assertEquals(
                    List.of(url() + " " + problem + "; the next sync asks for the missing packages again"),
                    report.warnings().stream()
                            .map(warning -> warning.subject() + " " + warning.message())
                            .toList());
            assertEquals(
                    1,
                    events.lines.stream()
                            .filter(line -> line.startsWith("retried"))
                            .count());
            try (Stream<String> lines = Files.lines(root().resolve(".mirror/state/anaconda/failures.jsonl"))) {
                assertEquals(PACKAGES, lines.count());
            }
            assertEquals(1, published.names("noarch").size(), "the other subdir is not concerned");
            try (Stream<Path> staged = Files.list(root().resolve(".mirror/staging"))) {
                assertEquals(List.of(), staged.toList());
            }

            packages.accept();
            for (int i = 0; i < PACKAGES; i++) {
                packages.put("/p" + i + "-1-0.conda", new byte[] {1, 2, 3, 4});
            }
            assertEquals(PACKAGES, syncAll().downloaded());
        }
    }

    @Test
    void aHostThatGoesDownInTheMiddleEndsTheRestOfIt() throws Exception {
        int count = 200;
        try (FakeUpstream packages = FakeUpstream.serving(Files.createDirectories(temp.resolve("pool")))
                .fault(Fault.on("/p150-1-0.conda").times(1).refuse())
                .start()) {
            indexOf(packages.uri("/"), count);
            for (int i = 0; i < count; i++) {
                packages.put("/p" + i + "-1-0.conda", new byte[] {1, 2, 3, 4});
            }

            MirrorReport report = sync();

            assertTrue(report.downloaded() > 0 && report.failureCount() > 0, report::toString);
            assertEquals(count, report.downloaded() + report.failureCount());
            assertEquals(1, report.warnings().size(), report::toString);
            published.assertTruthful();
            packages.accept();
            // Another process, that has no connections to what was down.
            client.close();
            client = newClient();
            assertEquals(report.failureCount(), syncAll().downloaded());
        }
    }
}
