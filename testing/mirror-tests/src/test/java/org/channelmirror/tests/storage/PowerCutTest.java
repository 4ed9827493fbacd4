package org.channelmirror.tests.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.channelmirror.storage.FileSystemStorage;
import org.channelmirror.testkit.storage.PowerCutDisk;
import org.channelmirror.testkit.storage.PowerLostException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Cuts the power at every operation in turn. */
class PowerCutTest {

    private static final int NO_FORCE = -1;
    private static final int SEEDS = 3;

    @TempDir(factory = MemoryFolders.class)
    Path temporary;

    /** What one run came to. */
    private record Outcome(boolean completed, List<String> broken, List<ForgetfulDisk.Force> forces, long operations) {}

    private interface Loss {
        void cut(PowerCutDisk disk) throws IOException;
    }

    private int runs;

    private Outcome run(Scenario scenario, long cutAfter, int forgottenForce, Loss loss) throws IOException {
        Path base = Files.createDirectory(temporary.resolve("run" + runs++)).toRealPath();
        Path root = base.resolve("mirror");
        PowerCutDisk disk = new PowerCutDisk(base);
        Promises promises = new Promises();
        scenario.prepare(disk, root, promises);
        ForgetfulDisk forgetful = new ForgetfulDisk(disk, forgottenForce);
        disk.cutAfter(cutAfter);
        boolean completed = false;
        try {
            scenario.run(new PromisingStorage(new FileSystemStorage(root, scenario.disk(forgetful)), promises));
            completed = true;
        } catch (PowerLostException e) {
            assertTrue(disk.operations() >= cutAfter);
        }
        long operations = disk.operations();
        loss.cut(disk);
        List<String> broken = promises.broken(new FileSystemStorage(root, disk));
        return new Outcome(completed, broken, forgetful.forces(), operations);
    }

    private void assertKept(Scenario scenario, Loss loss) throws IOException {
        boolean completed = false;
        for (long cut = 0; !completed; cut++) {
            Outcome outcome = run(scenario, cut, NO_FORCE, loss);
            assertEquals(List.of(), outcome.broken(), scenario + ", cut after operation " + cut);
            completed = outcome.completed();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatWasReportedSurvivesTheLossOfEverythingElse(Scenario scenario) throws IOException {
        assertKept(scenario, PowerCutDisk::powerCut);
    }

    @ParameterizedTest
    @EnumSource
    void whatWasReportedSurvivesTheLossOfAnythingElse(Scenario scenario) throws IOException {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random chance = new Random(seed);
            assertKept(scenario, disk -> disk.powerCut(chance));
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyForceIsNeeded(Scenario scenario) throws IOException {
        Outcome whole = run(scenario, Long.MAX_VALUE, NO_FORCE, PowerCutDisk::powerCut);
        assertFalse(whole.forces().isEmpty());
        for (int force = 0; force < whole.forces().size(); force++) {
            ForgetfulDisk.Force forgotten = whole.forces().get(force);
            if (!forgotten.path().endsWith(scenario.provenElsewhere())) {
                assertTrue(
                        isNoticed(scenario, force, forgotten.operations(), whole.operations()),
                        "force " + force + " of " + scenario + " is not needed: " + forgotten.path());
            }
        }
    }

    private boolean isNoticed(Scenario scenario, int force, long from, long to) throws IOException {
        for (long cut = from; cut <= to; cut++) {
            if (!run(scenario, cut, force, PowerCutDisk::powerCut).broken().isEmpty()) {
                return true;
            }
        }
        return false;
    }
}
