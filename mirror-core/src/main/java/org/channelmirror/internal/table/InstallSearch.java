package org.channelmirror.internal.table;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Looks for packages that can be installed together: one of each name that is needed. For each such name it holds those that may be
 * chosen, drops those whose needs nothing that is held meets, and where that alone does not decide tries one after the other.
 */
final class InstallSearch {

    private static final long MOST_WORK = 100_000_000;
    /** To hold a name's choices once more costs more memory than time. */
    private static final int COPY = 128;

    private static final int[] NONE = {};

    private final Choices choices;
    private final long mostWork;

    InstallSearch(Choices choices) {
        this.choices = choices;
        this.mostWork = choices.work() + MOST_WORK;
    }

    /** What is left to choose from, by the numbers of names. */
    private static final class State {

        private final Map<Integer, int[]> left;
        private final Queue<Integer> changed = new ArrayDeque<>();

        State(Map<Integer, int[]> left) {
            this.left = left;
        }

        /** Those that are left of a name. */
        int[] of(int name) {
            return left.getOrDefault(name, NONE);
        }

        /** Leaves only these packages of a name; answers whether there is one. */
        boolean restrict(int name, int[] to) {
            int[] before = left.get(name);
            int[] now = before == null ? to : Choices.common(before, to);
            if (before == null || now.length < before.length) {
                left.put(name, now);
                changed.add(name);
            }
            return now.length > 0;
        }
    }

    /** Whether one of these packages of a name can be installed; true as well where that takes too long to find out. */
    boolean canInstall(int name, int[] records) {
        State state = new State(new HashMap<>());
        return state.restrict(name, records) && isSolved(state);
    }

    private boolean isSolved(State state) {
        if (!settle(state)) {
            return false;
        }
        Integer open = narrowest(state);
        if (open == null || isTooMuch()) {
            return true;
        }
        int[] candidates = state.of(open);
        for (int i = candidates.length - 1; i >= 0; i--) {
            State next = new State(new HashMap<>(state.left));
            choices.addWork((long) state.left.size() * COPY);
            next.restrict(open, new int[] {candidates[i]});
            if (isSolved(next)) {
                return true;
            }
        }
        return false;
    }

    private boolean isTooMuch() {
        return choices.work() > mostWork;
    }

    private static @Nullable Integer narrowest(State state) {
        Integer found = null;
        int least = Integer.MAX_VALUE;
        for (Map.Entry<Integer, int[]> each : state.left.entrySet()) {
            int count = each.getValue().length;
            if (count > 1 && count < least) {
                least = count;
                found = each.getKey();
            }
        }
        return found;
    }

    /** Drops what does not fit until nothing more is dropped; answers whether something of each name is left. */
    private boolean settle(State state) {
        while (!state.changed.isEmpty()) {
            if (isTooMuch()) {
                return true;
            }
            state.changed.clear();
            for (int name : state.left.keySet().stream().mapToInt(each -> each).toArray()) {
                if (!state.restrict(name, fitting(state, name)) || !require(state, state.of(name))) {
                    return false;
                }
            }
        }
        return true;
    }

    private int[] fitting(State state, int name) {
        return Arrays.stream(state.of(name))
                .filter(record -> fits(state, record))
                .toArray();
    }

    private boolean fits(State state, int record) {
        for (Map.Entry<Integer, int[]> need : choices.of(record).entrySet()) {
            int[] left = state.left.get(need.getKey());
            choices.addWork(1L + need.getValue().length + (left == null ? 0 : left.length));
            if (left == null ? need.getValue().length == 0 : Choices.common(left, need.getValue()).length == 0) {
                return false;
            }
        }
        return true;
    }

    /** What each of these packages needs is needed; answers whether something of each name is left. */
    private boolean require(State state, int[] records) {
        for (int name : choices.of(records[0]).keySet()) {
            BitSet wanted = new BitSet();
            boolean always = true;
            for (int record : records) {
                int[] of = choices.of(record).get(name);
                always &= of != null;
                Arrays.stream(of == null ? NONE : of).forEach(wanted::set);
            }
            if (always && !state.restrict(name, wanted.stream().toArray())) {
                return false;
            }
        }
        return true;
    }
}
