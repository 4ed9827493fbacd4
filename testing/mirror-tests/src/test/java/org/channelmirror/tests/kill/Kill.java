package org.channelmirror.tests.kill;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * One kill: which sync is hit, when, and how upstream is when the next sync comes.
 *
 * @param number from 0
 * @param state what the killed sync mirrors: {@link UpstreamState#FIRST} into an empty folder, or an update
 * @param later what the next sync finds
 * @param stop where the process is killed, or {@link StopPoint#NEVER} for a random time
 * @param share the random time as a share of the duration of the undisturbed sync
 */
record Kill(int number, UpstreamState state, UpstreamState later, StopPoint stop, double share) {

    private static final List<UpstreamState> LATER =
            List.of(UpstreamState.FIRST, UpstreamState.UPDATED, UpstreamState.UPDATED_AGAIN);

    /**
     * Half of the kills come at random times; half at disk operations: of these, half are spread evenly from the first to the last
     * operation of the sync, half over those within its publications. One in five hits a mirror's first sync, the others an update.
     *
     * @param undisturbed the traces of the syncs that are to be killed
     */
    static List<Kill> plan(int count, Map<UpstreamState, Trace> undisturbed, Random random) {
        List<Kill> kills = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            UpstreamState state = i % 5 == 4 ? UpstreamState.FIRST : UpstreamState.UPDATED;
            UpstreamState later = LATER.get(i / 2 % LATER.size());
            // Evenly spread: the i-th of so many parts.
            double share = (i + random.nextDouble()) / count;
            Trace trace = undisturbed.get(state);
            StopPoint stop = switch (i % 4) {
                case 1 -> {
                    int last = Math.max(1, (count - 2) / 4);
                    int turn = i / 4;
                    yield new StopPoint(0, 1 + (trace.total() - 1) * turn / last);
                }
                case 3 -> {
                    List<StopPoint> within = trace.withinPublications();
                    yield within.get((int) (share * within.size()));
                }
                default -> StopPoint.NEVER;
            };
            kills.add(new Kill(i, state, later, stop, share));
        }
        return kills;
    }

    /** The same, but earlier: for one that came when the sync was over. */
    Kill earlier(Random random) {
        StopPoint before =
                isAtRandomTime() ? stop : new StopPoint(stop.moves(), Math.max(1, stop.operations() * 49 / 50));
        return new Kill(number, state, later, before, share * random.nextDouble());
    }

    boolean isAtRandomTime() {
        return stop.equals(StopPoint.NEVER);
    }

    @Override
    public String toString() {
        return "kill " + number + " of " + (state == UpstreamState.FIRST ? "a first sync" : "an update")
                + (isAtRandomTime()
                        ? " at a random time"
                        : " before operation " + stop.operations() + " after index move " + stop.moves())
                + ", upstream then " + later;
    }
}
