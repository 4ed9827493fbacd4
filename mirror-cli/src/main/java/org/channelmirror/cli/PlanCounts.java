package org.channelmirror.cli;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.channelmirror.api.MirrorPlan;
import org.channelmirror.api.SubdirPlan;
import tools.jackson.core.JsonGenerator;

/** The numbers of a plan, of one subdir or of all. */
record PlanCounts(
        long listed,
        long selected,
        long toFetch,
        long bytesToFetch,
        long toReplace,
        long toHide,
        SortedMap<String, Long> rejected,
        SortedMap<String, Long> restored,
        long unavailable) {

    /** The head of a table that has {@link #row}s. */
    static final List<String> HEAD =
            List.of("", "listed", "selected", "left out", "to fetch", "size", "to replace", "to hide");

    static PlanCounts of(SubdirPlan plan) {
        return new PlanCounts(
                plan.listed(),
                plan.selected(),
                plan.toFetch(),
                plan.bytesToFetch(),
                plan.toReplace(),
                plan.toHide(),
                new TreeMap<>(plan.rejected()),
                new TreeMap<>(plan.restored()),
                plan.unavailable());
    }

    static PlanCounts total(MirrorPlan plan) {
        PlanCounts none = new PlanCounts(0, 0, 0, 0, 0, 0, new TreeMap<>(), new TreeMap<>(), 0);
        return plan.subdirs().stream().map(PlanCounts::of).reduce(none, PlanCounts::plus);
    }

    private PlanCounts plus(PlanCounts other) {
        return new PlanCounts(
                listed + other.listed,
                selected + other.selected,
                toFetch + other.toFetch,
                bytesToFetch + other.bytesToFetch,
                toReplace + other.toReplace,
                toHide + other.toHide,
                sum(rejected, other.rejected),
                sum(restored, other.restored),
                unavailable + other.unavailable);
    }

    private static SortedMap<String, Long> sum(SortedMap<String, Long> some, SortedMap<String, Long> others) {
        SortedMap<String, Long> sum = new TreeMap<>(some);
        others.forEach((reason, count) -> sum.merge(reason, count, Long::sum));
        return sum;
    }

    /** How many packages are not selected, for whatever reason. */
    private long leftOut() {
        return rejected.values().stream().mapToLong(Long::longValue).sum();
    }

    List<String> row(String name) {
        return List.of(
                name,
                Long.toString(listed),
                Long.toString(selected),
                Long.toString(leftOut()),
                Long.toString(toFetch),
                Units.bytes(bytesToFetch),
                Long.toString(toReplace),
                Long.toString(toHide));
    }

    void write(JsonGenerator json) {
        json.writeNumberProperty("listed", listed);
        json.writeNumberProperty("selected", selected);
        json.writeNumberProperty("left_out", leftOut());
        json.writeNumberProperty("to_fetch", toFetch);
        json.writeNumberProperty("bytes_to_fetch", bytesToFetch);
        json.writeNumberProperty("to_replace", toReplace);
        json.writeNumberProperty("to_hide", toHide);
        json.writeNumberProperty("unavailable", unavailable);
        write(json, "rejected", rejected);
        write(json, "restored", restored);
    }

    private static void write(JsonGenerator json, String key, SortedMap<String, Long> reasons) {
        json.writeObjectPropertyStart(key);
        for (Map.Entry<String, Long> reason : reasons.entrySet()) {
            json.writeNumberProperty(reason.getKey(), reason.getValue());
        }
        json.writeEndObject();
    }
}
