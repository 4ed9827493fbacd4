package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorPlan;
import org.channelmirror.api.PackageSelection;
import org.channelmirror.api.PlanFileException;
import org.channelmirror.api.PlannedFile;
import org.channelmirror.api.SubdirSelection;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.Digest;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.FilterStage;
import org.channelmirror.testkit.channel.ChannelBuilder;
import org.channelmirror.testkit.channel.MadeChannel;
import org.channelmirror.testkit.channel.MadePackage;
import org.channelmirror.testkit.channel.RecordField;
import org.channelmirror.tests.channel.JsonTree;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a plan looks like on disk, and what is not one. */
class PlanFileTest extends SyncTestBase {

    private static final String ENTRY = "{\"subdir\":\"noarch\",\"file\":\"n-1-0.conda\",\"action\":\"add\"}";

    private MadeChannel made;
    private Path file;

    @BeforeEach
    void describe() throws Exception {
        file = temp.resolve("plan.json");
        made = channel.subdir("noarch")
                .pkg("n", "1", "0")
                .subdir(LINUX)
                .pkg("b", "1", "0")
                .pkg("a", "1", "0")
                .format(PackageFormat.TAR_BZ2)
                .pkg("c", "1", "0")
                .without(RecordField.SHA256)
                .write();
    }

    private String plan() throws MirrorException, IOException {
        client.plan(request().build(), file);
        return Files.readString(file);
    }

    private String line(String subdir, String name, String action) {
        MadePackage each = made.get(subdir, name);
        String digest = name.startsWith("c") ? "\"md5\":\"" + each.md5() : "\"sha256\":\"" + each.sha256();
        return "{\"subdir\":\"" + subdir + "\",\"file\":\"" + name + "\",\"action\":\"" + action + "\",\"size\":"
                + each.size() + "," + digest + "\"}";
    }

    @Test
    void aPlanNamesEveryFileThatWouldBeFetchedInOrder() throws Exception {
        String text = plan();
        String settings = text.lines().toList().get(4);
        assertTrue(settings.matches("\"settings\":\"[0-9a-f]{64}\","), settings);
        assertEquals(
                List.of(
                        "{\"format\":1,",
                        "\"account\":\"anaconda\",",
                        "\"channels\":[\"" + url() + "\"],",
                        "\"created\":\"2026-03-01T12:00:00Z\",",
                        settings,
                        "\"files\":[",
                        line("noarch", "n-1-0.conda", "add") + ",",
                        line(LINUX, "a-1-0.tar.bz2", "add") + ",",
                        line(LINUX, "b-1-0.conda", "add") + ",",
                        line(LINUX, "c-1-0.conda", "add"),
                        "]}"),
                text.lines().toList());
        JsonTree.object(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theSameUpstreamGivesTheSameBytesButForTheTime() throws Exception {
        String first = plan();
        clock.advance(Duration.ofDays(1));
        String second = plan();
        assertFalse(first.equals(second));
        assertEquals(first.replace("2026-03-01", "2026-03-02"), second);
    }

    @Test
    void aPlanIsReadAsItWasWritten() throws Exception {
        plan();
        MadePackage n = made.get("noarch", "n-1-0.conda");
        MadePackage c = made.get(LINUX, "c-1-0.conda");
        try (Stream<PlannedFile> files = client.plannedFiles(file)) {
            List<PlannedFile> all = files.toList();
            assertEquals(4, all.size());
            assertEquals(planned("noarch", "n-1-0.conda", n.size(), Digest.sha256(n.sha256())), all.get(0));
            assertEquals(planned(LINUX, "c-1-0.conda", c.size(), Digest.md5(c.md5())), all.get(3));
        }
    }

    private static PlannedFile planned(String subdir, String name, long size, Digest digest) {
        return new PlannedFile(
                new Subdir(subdir),
                new PackageFileName(name),
                PlannedFile.Action.ADD,
                OptionalLong.of(size),
                Optional.of(digest));
    }

    @Test
    void aPlanOfAMirrorNamesWhatIsNewAndWhatIsReplaced() throws Exception {
        syncAll();
        made = channel.subdir(LINUX)
                .pkg("b", "1", "0")
                .payload(new byte[] {1})
                .pkg("d", "1", "0")
                .write();
        List<String> lines = plan().lines().toList();
        assertEquals(
                List.of(line(LINUX, "b-1-0.conda", "replace") + ",", line(LINUX, "d-1-0.conda", "add")),
                lines.subList(6, lines.size() - 1));
    }

    @Test
    void aPlanWithNothingToFetchIsOne() throws Exception {
        syncAll();
        assertTrue(plan().endsWith("\"files\":[\n]}\n"));
        assertTrue(sync(builder -> builder.plan(file)).isComplete());
    }

    @Test
    void aSubdirThatCannotBePlannedIsNamed() throws Exception {
        Files.writeString(temp.resolve("up/c/linux-64/repodata.json"), "{\"packages\":");
        MirrorPlan plan = client.plan(request().build(), file);
        assertFalse(plan.isComplete());
        List<?> failed = (List<?>) JsonTree.object(Files.readAllBytes(file)).get("failed");
        assertEquals(1, failed.size());
        assertEquals(LINUX, ((Map<?, ?>) failed.get(0)).get("subdir"));
        try (Stream<PlannedFile> files = client.plannedFiles(file)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void secretsStayOut() throws Exception {
        URI secret = URI.create(upstream.uri("/t/tk-secret/c/").toString().replace("://", "://me:pw-secret@"));
        channel = ChannelBuilder.at(temp.resolve("up/t/tk-secret/c"));
        channel.subdir(LINUX).pkg("a", "1", "0").write();
        client.plan(request(secret).build(), file);
        assertFalse(Files.readString(file).contains("secret"), Files.readString(file));
        assertTrue(Files.readString(file).contains("\"a-1-0.conda\""));
        assertTrue(client.sync(request(secret).plan(file).build()).isComplete());
    }

    @Test
    void aPlanReplacesAFileAndLeavesNothingBesideIt() throws Exception {
        Files.writeString(file, "something else");
        plan();
        try (Stream<Path> all = Files.list(temp)) {
            assertEquals(
                    List.of("plan.json", "up"),
                    all.map(each -> each.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void aPlanThatCannotBeWrittenIsAnError() {
        for (String name : new String[] {"no/folder/plan.json", "up"}) {
            PlanFileException e = assertThrows(
                    PlanFileException.class, () -> client.plan(request().build(), temp.resolve(name)));
            assertTrue(e.getMessage().contains(name + ": it cannot be written"), e.getMessage());
        }
        assertEquals(List.of(), upstream.requests());
    }

    private String refused(SyncRequest request) {
        PlanFileException e = assertThrows(PlanFileException.class, () -> client.sync(request));
        assertThrows(PlanFileException.class, () -> client.plan(request));
        assertEquals(List.of(), packageRequests());
        return e.getMessage();
    }

    @Test
    void aPlanOfAnotherAccountIsRefused() throws Exception {
        plan();
        String message =
                refused(request().account(new AccountName("other")).plan(file).build());
        assertTrue(message.contains("for the account \"anaconda\", and this run for \"other\""), message);
    }

    @Test
    void aPlanOfOtherChannelsIsRefused() throws Exception {
        plan();
        String message = refused(request(upstream.uri("/d/")).plan(file).build());
        assertTrue(message.contains("for other channels: " + url()), message);
        assertTrue(
                refused(request(url(), upstream.uri("/d/")).plan(file).build()).contains("other channels"));
    }

    @Test
    void aPlanThatIsNotThereIsRefused() {
        assertTrue(refused(request().plan(file).build()).contains("there is no such file"));
    }

    /** Head and entries; what is put in their place is wrong. */
    private String text(String entries) {
        return "{\"format\":1,\n\"account\":\"anaconda\",\n\"channels\":[\"" + url()
                + "\"],\n\"created\":\"2026-03-01T12:00:00Z\",\n\"settings\":\"" + "0".repeat(64)
                + "\",\n\"files\":[\n" + entries + "\n]}\n";
    }

    private void assertRefused(String text, String problem) throws IOException {
        Files.writeString(file, text);
        String message = refused(request().plan(file).build());
        assertTrue(message.startsWith("plan " + file) && message.contains(problem), message);
    }

    @Test
    void theMadeTextIsAPlan() throws Exception {
        Files.writeString(file, text(ENTRY));
        assertWarned(sync(builder -> builder.plan(file)), "the settings are not those");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "n-1-0.conda | ../n-1-0.conda | line 7: \"../n-1-0.conda\" is not a package's file name",
                "n-1-0.conda | repodata.json | line 7: \"repodata.json\" is not a package's file name",
                "noarch | label | line 7: \"label\" is not a subdir",
                "\"action\":\"add\" | \"action\":\"delete\" | line 7: \"action\" is \"add\" or \"replace\"",
                "\"action\":\"add\" | \"action\":\"add\",\"size\":-1 | line 7: a size is 0 or more",
                "\"action\":\"add\" | \"action\":\"add\",\"size\":\"1\" | line 7: \"size\" is a number",
                "\"action\":\"add\" | \"action\":\"add\",\"size\":99999999999999999999 | line 7: ",
                "\"action\":\"add\" | \"action\":\"add\",\"sha256\":\"12\" | line 7: not a SHA256",
                "\"action\":\"add\" | \"action\":\"add\",\"path\":\"/etc\" | line 7: an entry of \"files\" has no member \"path\"",
                ",\"action\":\"add\" | `` | line 7: an entry of \"files\" needs",
                "\"format\":1 | \"format\":2 | line 1: it has format 2",
                "\"format\":1, | `` | it is no plan",
                "\"account\":\"anaconda\", | `` | it lacks \"account\"",
                "\"account\":\"anaconda\" | \"account\":\"../x\" | line 2: \"../x\" is not an account name",
                "2026-03-01T12:00:00Z | yesterday | line 4: ",
                "\"files\" | \"file\" | line 6: a plan has no member \"file\"",
                "]} | ] | line 9: it is cut off",
                "]} | } | line 8: ",
                "]} | ]}{} | line 8: something stands behind the plan",
            })
    void whatIsNotAPlanIsRefusedWithItsLine(String from, String to, String problem) throws Exception {
        String text = text(ENTRY).replace(from, to);
        assertFalse(text.equals(text(ENTRY)));
        assertRefused(text, problem);
    }

    @Test
    void aFileIsPlannedOnceAndASubdirInOnePlace() throws Exception {
        assertRefused(text(ENTRY + ",\n" + ENTRY), "1 files of noarch stand there twice");
        assertRefused(
                text(ENTRY + ",\n" + ENTRY.replace("noarch", LINUX) + ",\n" + ENTRY),
                "line 9: entries of noarch stand in two places");
        assertRefused("[]", "a plan is a JSON object");
        assertRefused("", "a plan is a JSON object");
    }

    @Test
    void theOrderInTheFileIsOfNoMeaning() throws Exception {
        List<String> lines = plan().lines().toList();
        String entries = String.join(
                ",\n",
                lines.get(9),
                lines.get(8).replaceFirst(",$", ""),
                lines.get(7).replaceFirst(",$", ""));
        Files.writeString(
                file,
                "{\"files\":[\n" + entries + "],\n" + lines.get(4) + lines.get(3) + lines.get(2) + lines.get(1)
                        + "\"format\":1}");
        assertEquals(3, sync(builder -> builder.plan(file)).downloaded());
        assertEquals(3, published.names(LINUX).size());
    }

    @Test
    void otherSettingsHaveAnotherFingerprint() throws Exception {
        String before = plan().lines().toList().get(4);
        client.plan(
                request()
                        .packages(PackageSelection.builder()
                                .add(FilterStage.LIMIT, "all", (record, now) -> Decision.accept())
                                .build())
                        .subdirs(SubdirSelection.all())
                        .build(),
                file);
        assertFalse(before.equals(Files.readString(file).lines().toList().get(4)));
    }
}
