package org.channelmirror.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.channelmirror.MirrorClient;
import org.channelmirror.api.SubdirSelection;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.api.Visibility;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.Channel;
import org.channelmirror.model.SnapshotName;
import org.channelmirror.model.Subdir;
import org.channelmirror.server.access.AccessTokens;
import org.channelmirror.server.access.TokenRole;
import org.channelmirror.server.access.TokenScope;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests for {@link MirrorPage}: what somebody sees who opens a browser at the mirror. */
final class MirrorPageTest extends ServerTestBase {

    private static final AccountName CLOSED = new AccountName("closed");

    private String secret = "";

    @BeforeEach
    void mirror() throws Exception {
        byte[] bytes = "a package".getBytes(StandardCharsets.UTF_8);
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        Path upstream = Files.createDirectories(temp.resolve("upstream/linux-64"));
        Files.write(upstream.resolve("a-1-0.conda"), bytes);
        Files.writeString(
                upstream.resolve("repodata.json"),
                "{\"packages.conda\":{\"a-1-0.conda\":{\"name\":\"a\",\"version\":\"1\",\"build\":\"0\",\"build_number\":0,"
                        + "\"size\":" + bytes.length + ",\"sha256\":\"" + sha256 + "\"}}}");
        Files.delete(temp.resolve("mirror/conda/anaconda/linux-64/repodata.json"));
        try (MirrorClient mirrors = MirrorClient.create()) {
            Channel channel = new Channel(temp.resolve("upstream").toUri());
            for (AccountName account : List.of(AccountName.DEFAULT, CLOSED)) {
                assertTrue(mirrors.sync(SyncRequest.builder(List.of(channel), storage)
                                .account(account)
                                .subdirs(SubdirSelection.some(List.of(new Subdir("linux-64"))))
                                .build())
                        .isComplete());
            }
            var snapshots = mirrors.snapshots(storage, AccountName.DEFAULT);
            snapshots.create(new SnapshotName("s1"));
            snapshots.publish(new SnapshotName("s1"), new SnapshotName("prod"));
        }
        secret = new AccessTokens(storage, clock)
                .create(TokenScope.of(CLOSED), TokenRole.READ, Optional.empty())
                .secret();
        start(builder -> builder.visibility(CLOSED, Visibility.PRIVATE));
    }

    @Test
    void theFrontHasTheAccountsThatMayBeRead() throws Exception {
        String root = server.uri().toString();
        var response = get("/");
        assertEquals(200, response.statusCode());
        assertEquals("text/html;charset=utf-8", header(response, "Content-Type"));
        assertTrue(header(response, "Content-Security-Policy").startsWith("default-src 'none'"));
        String page = text(response);
        assertTrue(page.contains("<a href=\"" + root + "conda/anaconda/\">anaconda</a>"), page);
        assertFalse(page.contains("closed"), page);
        assertTrue(text(get("/", "Authorization", "Bearer " + secret)).contains("closed"));
        assertEquals(page, text(get("/conda/")));
        assertEquals(200, send("HEAD", "/").statusCode());
    }

    @Test
    void anAccountIsShownWhereTheVendorsServerShowedIt() throws Exception {
        String channel = server.uri() + "conda/anaconda/";
        String page = text(get("/anaconda/"));
        assertTrue(page.contains("--channel " + channel + " PACKAGE"), page);
        assertTrue(page.contains("<a href=\"" + channel + "linux-64/repodata.json\">linux-64</a>"), page);
        assertTrue(page.contains("<td>1</td>"), page);
        assertTrue(page.contains("<td>9 B</td>"), page);
        assertTrue(page.contains("Label prod, the snapshot s1: " + channel + "label/prod"), page);
        for (String path : List.of("/anaconda", "/conda/anaconda", "/conda/anaconda/")) {
            assertEquals(page, text(get(path)));
        }
    }

    @Test
    void aClosedAccountNeedsItsToken() throws Exception {
        assertStatus(401, "/closed/");
        assertStatus(401, "/conda/closed/");
        assertStatus(403, "/t/none/conda/closed/");
        String page = text(get("/t/" + secret + "/conda/closed/"));
        assertTrue(page.contains("/t/" + secret + "/conda/closed/linux-64/repodata.json"), page);
    }

    @Test
    void nothingElseIsAPage() throws Exception {
        for (String path :
                List.of("/nobody/", "/favicon.ico", "/conda/nobody", "/conda/anaconda/linux-64/", "/health/")) {
            assertStatus(404, path);
        }
    }
}
