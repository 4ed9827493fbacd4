package org.channelmirror.tests.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.channelmirror.api.CleanRequest;
import org.channelmirror.api.MajorityRemoval;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.PackageSelection;
import org.channelmirror.api.StorageException;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.storage.InMemoryStorage;
import org.channelmirror.tests.channel.JsonTree;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** After a run that ended at any change it was about to make, the next one makes the files beside the indexes tell the truth. */
class SideFilesCutShortTest extends RuledSyncTestBase {

    private static final PackageSelection WITHOUT_B = select("blacklist: [b]");
    private static final PackageSelection EVERYTHING = PackageSelection.everything();

    @BeforeEach
    void describe() throws Exception {
        channel.subdir("noarch")
                .pkg("n", "1", "0")
                .subdir(LINUX)
                .pkg("a", "1", "0")
                .pkg("b", "1", "0")
                .write();
        String entries =
                "{\"packages.conda\":{\"a-1-0.conda\":{\"run_exports\":{}},\"b-1-0.conda\":{\"run_exports\":{}}}}";
        for (String name : List.of("run_exports.json", "patch_instructions.json", "repodata_from_packages.json")) {
            Files.writeString(temp.resolve("up/c/linux-64").resolve(name), entries);
        }
        Files.writeString(
                temp.resolve("up/c/channeldata.json"),
                "{\"packages\":{\"a\":{},\"b\":{}},\"subdirs\":[\"noarch\",\"linux-64\"]}");
        Files.writeString(temp.resolve("up/c/notices.json"), "{\"notices\":[]}");
    }

    private SyncRequest of(PackageSelection packages, ChannelStorage target) {
        return request().packages(packages).target(target).build();
    }

    private void clean(ChannelStorage target) throws MirrorException {
        client.clean(new CleanRequest(of(WITHOUT_B, target)).majority(MajorityRemoval.ACCEPT));
    }

    @Test
    void aSync() throws Exception {
        int stop = 0;
        for (boolean isDone = false; !isDone; stop++) {
            ChannelStorage fresh = new InMemoryStorage();
            client.sync(of(WITHOUT_B, fresh));
            try {
                client.sync(of(EVERYTHING, StoppingStorage.after(stop, fresh)));
                isDone = true;
            } catch (StorageException e) {
                new Published(fresh).assertTruthful();
                client.sync(of(EVERYTHING, fresh));
            }
            assertSettled(fresh, EVERYTHING, Set.of("a", "b"), stop);
        }
        assertTrue(stop > 10, "it took " + stop + " runs");
    }

    @Test
    void aClean() throws Exception {
        int stop = 0;
        for (boolean isDone = false; !isDone; stop++) {
            ChannelStorage fresh = new InMemoryStorage();
            client.sync(of(EVERYTHING, fresh));
            try {
                clean(StoppingStorage.after(stop, fresh));
                isDone = true;
            } catch (StorageException e) {
                new Published(fresh).assertTruthful();
                clean(fresh);
            }
            client.sync(of(WITHOUT_B, fresh));
            assertSettled(fresh, WITHOUT_B, Set.of("a"), stop);
        }
        assertTrue(stop > 5, "it took " + stop + " runs");
    }

    private void assertSettled(ChannelStorage fresh, PackageSelection packages, Set<String> names, int stop)
            throws IOException, MirrorException {
        String when = "stopped after " + stop + " changes";
        Published mirror = new Published(fresh);
        mirror.assertTruthful();
        for (String file : List.of("run_exports.json", "patch_instructions.json", "repodata_from_packages.json")) {
            Set<String> expected = new TreeSet<>();
            names.forEach(name -> expected.add(name + "-1-0.conda"));
            Map<?, ?> listed = (Map<?, ?>)
                    Map.copyOf(JsonTree.object(mirror.bytes(LINUX, file))).get("packages.conda");
            assertEquals(expected, listed.keySet(), file + ", " + when);
        }
        Map<?, ?> data =
                Map.copyOf(JsonTree.object(mirror.bytes(StoragePath.of("conda", "anaconda", "channeldata.json"))));
        assertEquals(names, ((Map<?, ?>) data.get("packages")).keySet(), when);
        upstream.clear();
        client.sync(of(packages, fresh));
        assertTrue(
                upstream.requests().stream().allMatch(request -> request.status() == 304),
                () -> when + ": " + upstream.requests());
        assertEquals(List.of(), fresh.staged(), when);
    }
}
