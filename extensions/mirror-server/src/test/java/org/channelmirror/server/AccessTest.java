package org.channelmirror.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import org.channelmirror.api.Visibility;
import org.channelmirror.model.AccountName;
import org.channelmirror.server.access.AccessTokens;
import org.channelmirror.server.access.IssuedToken;
import org.channelmirror.server.access.TokenRole;
import org.channelmirror.server.access.TokenScope;
import org.channelmirror.server.access.Visibilities;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may read what. */
final class AccessTest extends ServerTestBase {

    private static final AccountName CLOSED = new AccountName("closed");
    private static final AccountName OTHER = new AccountName("other");
    private static final String FILE = "/linux-64/repodata.json";

    private AccessTokens tokens;

    @BeforeEach
    void closedAccounts() throws IOException {
        tokens = new AccessTokens(storage, clock);
        for (AccountName account : new AccountName[] {CLOSED, OTHER}) {
            write("conda/" + account + FILE, INDEX);
            write(".mirror/state/" + account + "/linux-64/CURRENT", "1");
            new Visibilities(storage).set(account, Visibility.PRIVATE);
        }
        write(".mirror/state/anaconda/linux-64/CURRENT", "1");
    }

    private IssuedToken token(TokenScope scope) throws IOException {
        return tokens.create(scope, TokenRole.READ, Optional.empty());
    }

    @Test
    void aTokenOpensItsAccountInEachWayItCanBeShown() throws Exception {
        String secret = token(TokenScope.of(CLOSED)).secret();
        start();

        assertStatus(200, "/t/" + secret + "/conda/closed" + FILE);
        assertStatus(200, "/conda/t/" + secret + "/closed" + FILE);
        assertStatus(200, "/conda/closed" + FILE, "Authorization", "Bearer " + secret);
        assertStatus(200, "/conda/closed" + FILE, "Authorization", "bearer  " + secret + " ");
        assertEquals("private, max-age=60", header(get("/t/" + secret + "/conda/closed" + FILE), "Cache-Control"));
        assertEquals(200, send("HEAD", "/t/" + secret + "/conda/closed" + FILE).statusCode());
    }

    @Test
    void withoutATokenOneIsAskedFor() throws Exception {
        start();

        HttpResponse<byte[]> response = get("/conda/closed" + FILE);

        assertEquals(401, response.statusCode());
        assertEquals("Bearer realm=\"channel-mirror\"", header(response, "WWW-Authenticate"));
        assertStatus(401, "/conda/closed/linux-64/absent.json");
        assertStatus(401, "/conda/closed/label/any" + FILE);
        assertStatus(401, "/conda/closed" + FILE, "Authorization", "Basic eDp5");
    }

    @Test
    void aTokenThatDoesNotFitIsRefused() throws Exception {
        String secret = token(TokenScope.of(OTHER)).secret();
        start();

        assertStatus(403, "/t/" + secret + "/conda/closed" + FILE);
        assertStatus(403, "/t/" + secret.substring(1) + "/conda/other" + FILE);
        assertStatus(403, "/t/x/conda/closed" + FILE);
        assertStatus(403, "/conda/closed" + FILE, "Authorization", "Bearer x");
        assertStatus(200, "/t/" + secret + "/conda/other" + FILE);
    }

    @Test
    void aTokenForAllAccountsOpensAll() throws Exception {
        String secret = token(TokenScope.ALL).secret();
        start();

        assertStatus(200, "/t/" + secret + "/conda/closed" + FILE);
        assertStatus(200, "/t/" + secret + "/conda/other" + FILE);
    }

    @Test
    void aPublicAccountAsksForNone() throws Exception {
        start();

        assertStatus(200, "/conda/anaconda" + FILE);
        assertStatus(200, "/t/anything-at-all/conda/anaconda" + FILE);
    }

    @Test
    void aTokenExpires() throws Exception {
        String secret = tokens.create(TokenScope.of(CLOSED), TokenRole.READ, Optional.of(Duration.ofDays(30)))
                .secret();
        start();
        now.updateAndGet(time -> time.plus(Duration.ofDays(30)).minusSeconds(1));
        assertStatus(200, "/t/" + secret + "/conda/closed" + FILE);

        now.updateAndGet(time -> time.plusSeconds(1));

        assertStatus(403, "/t/" + secret + "/conda/closed" + FILE);
    }

    @Test
    void changesCountWithinASecond() throws Exception {
        IssuedToken issued = token(TokenScope.of(CLOSED));
        start();
        assertStatus(200, "/t/" + issued.secret() + "/conda/closed" + FILE);

        assertTrue(tokens.revoke(issued.token().id()));
        new Visibilities(storage).set(AccountName.DEFAULT, Visibility.PRIVATE);
        new Visibilities(storage).set(OTHER, Visibility.PUBLIC);
        now.updateAndGet(time -> time.plusSeconds(1));

        assertStatus(403, "/t/" + issued.secret() + "/conda/closed" + FILE);
        assertStatus(401, "/conda/anaconda" + FILE);
        assertStatus(200, "/conda/other" + FILE);
    }

    @Test
    void whatTheServerIsToldOutranksTheMirror() throws Exception {
        start(builder ->
                builder.visibility(AccountName.DEFAULT, Visibility.PRIVATE).visibility(CLOSED, Visibility.PUBLIC));

        assertStatus(401, "/conda/anaconda" + FILE);
        assertStatus(200, "/conda/closed" + FILE);
    }

    @Test
    void anAccountWhoseVisibilityCannotBeReadIsClosed() throws Exception {
        write(".mirror/access/other", "channel-mirror-access 1 7 abc\npublic\n");
        start();

        assertStatus(401, "/conda/other" + FILE);
    }

    @Test
    void tokensAreInNoLogAndNoMetric() throws Exception {
        String secret = token(TokenScope.of(CLOSED)).secret();
        startLogged();
        for (String path : new String[] {
            "/t/" + secret + "/conda/closed" + FILE,
            "/conda/t/" + secret + "/closed" + FILE,
            "/%74/" + secret + "/conda/closed" + FILE,
            "/conda/%74/" + secret + "/closed" + FILE,
            "/conda/t//" + secret + "/closed",
            "/x/t/" + secret,
            "/t/" + secret,
            "/" + secret + "/x",
            "/conda/closed" + FILE + "?token=" + secret
        }) {
            get(
                    path,
                    "Referer",
                    "http://h/t/" + secret + "/conda/",
                    "User-Agent",
                    "agent " + secret,
                    "Authorization",
                    "Bearer " + secret);
        }
        String metrics = text(get("/metrics"));
        String lines = logged();

        assertFalse(metrics.contains(secret.substring(3)), metrics);
        assertFalse(metrics.contains("closed"), metrics);
        assertFalse(lines.contains(secret.substring(3)), lines);
        assertEquals(10, lines.lines().count());
        assertTrue(lines.contains("\"GET /t/********/conda/closed/linux-64/repodata.json HTTP/1.1\" 200 "), lines);
        assertTrue(lines.contains("\"GET /conda/t/********/closed/linux-64/repodata.json HTTP/1.1\" 200 "), lines);
    }

    @Test
    void otherTokensAreMaskedWhereTokensStand() throws Exception {
        startLogged();
        get("/t/somebody-elses/conda/closed" + FILE);
        get("/conda/t/somebody-elses/closed" + FILE);

        String lines = logged();

        assertFalse(lines.contains("somebody-elses"), lines);
    }

    @Test
    void theMirrorHoldsNoTokenInClear() throws Exception {
        String secret = token(TokenScope.of(CLOSED)).secret();

        assertTrue(secret.matches("[A-Za-z0-9-]{20,}"), secret);
        try (var files = Files.walk(temp.resolve("mirror/.mirror"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertFalse(Files.readString(file).contains(secret.substring(3)), file.toString());
            }
        }
    }

    @Test
    void healthAndCondarcTellWhatTheAskerMayRead() throws Exception {
        String secret = token(TokenScope.of(CLOSED)).secret();
        start();
        String root = server.uri().toString();

        assertEquals("channels:\n  - " + root + "conda/anaconda/\n", text(get("/condarc")));
        assertEquals(
                "channels:\n  - " + root + "t/" + secret + "/conda/anaconda/\n  - " + root + "t/" + secret
                        + "/conda/closed/\n",
                text(get("/t/" + secret + "/condarc")));
        assertFalse(text(get("/health")).contains("closed"));
        String health = text(get("/health", "Authorization", "Bearer " + secret));
        assertTrue(health.contains("\"account\":\"closed\",\"subdir\":\"linux-64\",\"published\":\"20"), health);
        assertTrue(health.matches("(?s).*\"live\":true,\"ready\":true,.*\"age_seconds\":\\d+.*"), health);
        assertFalse(health.contains("\"other\""), health);
        assertStatus(200, "/health/live");
        assertStatus(200, "/health/ready");
        assertStatus(404, "/health/else");
    }
}
