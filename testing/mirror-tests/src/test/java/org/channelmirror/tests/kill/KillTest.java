package org.channelmirror.tests.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.channelmirror.api.MirrorException;
import org.channelmirror.storage.Disk;
import org.channelmirror.tests.kill.Trace.Phase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JacksonException;

/**
 * Kills real processes by SIGKILL while they sync: an update in which packages were added, removed, hotfixed and uploaded again, or
 * a mirror's first sync. Each must leave indexes that tell the truth, and work that the next sync brings to its end, with upstream
 * as it was, changed back, or changed again.
 */
class KillTest {

    private static final int KILLS = Integer.getInteger("channelmirror.kills", 10);
    private static final int PACKAGES = 30;
    private static final double LEAST_WITHIN = 0.2;
    private static final Map<String, Set<String>> NOTHING = Map.of("noarch", Set.of(), "linux-64", Set.of());

    @TempDir
    Path temp;

    private final Random random = new Random(1);
    private final Map<Phase, Integer> fell = new EnumMap<>(Phase.class);
    private final Map<UpstreamState, Trace> undisturbed = new EnumMap<>(UpstreamState.class);
    private final Map<UpstreamState, Long> nanoseconds = new EnumMap<>(UpstreamState.class);
    private final List<String> failures = new ArrayList<>();
    private ChangingUpstream upstream;
    private Mirrors mirrors;
    private Path original;
    private int missed;

    @BeforeEach
    void start() throws IOException, MirrorException {
        upstream = new ChangingUpstream(temp.resolve("upstream"), PACKAGES);
        mirrors = new Mirrors(upstream);
        original = temp.resolve("original");
        mirrors.sync(original, Disk.system());
    }

    @AfterEach
    void stop() throws IOException {
        mirrors.close();
        upstream.close();
    }

    @Test
    @Timeout(1800)
    void killedSyncLeavesTrueIndexesAndCanBeFinished() throws IOException, InterruptedException {
        for (UpstreamState state : List.of(UpstreamState.FIRST, UpstreamState.UPDATED)) {
            runUndisturbed(state, "warm-up");
            runUndisturbed(state, "undisturbed");
        }
        for (Kill kill : Kill.plan(KILLS, undisturbed, random)) {
            carryOut(kill);
        }
        System.out.println(KILLS + " kills: " + count(Phase.BEFORE) + " before publication, " + count(Phase.WITHIN)
                + " within, " + count(Phase.BETWEEN) + " between that of two subdirs, " + count(Phase.AFTER)
                + " after; " + missed + " more hit nothing and were repeated");
        assertEquals(List.of(), failures);
        assertTrue(count(Phase.WITHIN) >= LEAST_WITHIN * KILLS, "too few kills fell within publication: " + fell);
    }

    private int count(Phase phase) {
        return fell.getOrDefault(phase, 0);
    }

    private void runUndisturbed(UpstreamState state, String name) throws IOException, InterruptedException {
        Path root = prepare(state, name + "-" + state);
        try (ChildSync child = start(root, StopPoint.NEVER)) {
            long begin = System.nanoTime();
            ReadingClient reader = ReadingClient.of(root);
            child.awaitEnd();
            nanoseconds.put(state, System.nanoTime() - begin);
            reader.stop();
            undisturbed.put(state, child.trace());
        }
    }

    /** Repeats a kill that came too late, up to a limit. */
    private void carryOut(Kill planned) throws IOException, InterruptedException {
        for (Kill kill = planned; ; kill = kill.earlier(random)) {
            Path root = prepare(kill.state(), "kill-" + kill.number() + "-" + missed);
            try (ChildSync child = start(root, kill.stop())) {
                ReadingClient reader = ReadingClient.of(root);
                boolean hit = kill.isAtRandomTime()
                        ? child.killAfter((long) (kill.share() * nanoseconds.get(kill.state())))
                        : child.killAtStopPoint();
                reader.stop();
                if (hit) {
                    fell.merge(child.trace().phase(undisturbed.get(kill.state())), 1, Integer::sum);
                    finish(kill, root);
                    return;
                }
            }
            missed++;
            assertTrue(missed <= KILLS, "more kills hit nothing than something");
        }
    }

    private ChildSync start(Path root, StopPoint stop) throws IOException {
        return ChildSync.start(root, upstream.url(), temp, stop);
    }

    private Path prepare(UpstreamState state, String name) throws IOException {
        upstream.show(state);
        Path root = temp.resolve(name);
        if (state == UpstreamState.FIRST) {
            return Files.createDirectory(root);
        }
        Mirrors.copy(original, root);
        return root;
    }

    private void finish(Kill kill, Path root) throws IOException {
        boolean first = kill.state() == UpstreamState.FIRST;
        try {
            mirrors.finish(
                    root,
                    kill.later(),
                    first ? NOTHING : Mirrors.published(original),
                    EnumSet.of(UpstreamState.FIRST, kill.state()));
        } catch (AssertionError | MirrorException | JacksonException e) {
            failures.add("\nafter " + kill + ": " + e.getMessage());
        }
    }
}
