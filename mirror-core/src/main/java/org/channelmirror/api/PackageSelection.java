package org.channelmirror.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.FilterStage;
import org.channelmirror.spi.PackageFilter;

/**
 * Which packages are selected: filters, each in its {@link FilterStage}. Without any filter every package is. Immutable and
 * thread-safe as long as its filters are.
 */
public final class PackageSelection {

    private static final PackageSelection EVERYTHING = builder().build();

    private final List<Rule> rules;

    private PackageSelection(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /**
     * A filter, when it is asked, and the words that identify it.
     *
     * @param stage when it is asked
     * @param description what it is made of: a package is decided anew only when the descriptions of a selection change
     * @param filter the filter
     */
    private record Rule(FilterStage stage, String description, PackageFilter filter) {}

    /**
     * Selects every package.
     *
     * @return a selection without filters
     */
    public static PackageSelection everything() {
        return EVERYTHING;
    }

    /**
     * Begins a selection.
     *
     * @return a builder without filters
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Says whether there is no filter at all.
     *
     * @return true if every package is selected
     */
    public boolean isEverything() {
        return rules.isEmpty();
    }

    /**
     * What the selection is made of, so that a later run can tell whether it is the same.
     *
     * @return the description of each filter with its stage, in the order of the stages
     */
    public List<String> descriptions() {
        List<String> descriptions = new ArrayList<>();
        for (FilterStage stage : FilterStage.values()) {
            rules.stream()
                    .filter(rule -> rule.stage() == stage)
                    .map(rule -> stage + " " + rule.description())
                    .forEach(descriptions::add);
        }
        return descriptions;
    }

    /**
     * Decides on one package, stage by stage.
     *
     * @param record what upstream's repodata says of it
     * @return accept, or reject with the first reason that holds
     */
    public Decision decide(PackageRecord record) {
        Optional<Decision> hard =
                firstRejection(FilterStage.LIMIT, record).or(() -> firstRejection(FilterStage.CLOSED_LIST, record));
        if (hard.isPresent()) {
            return hard.get();
        }
        Optional<Decision> removal = firstRejection(FilterStage.REMOVAL, record);
        if (removal.isEmpty() || isException(record)) {
            return Decision.accept();
        }
        return removal.get();
    }

    private Optional<Decision> firstRejection(FilterStage stage, PackageRecord record) {
        for (Rule rule : rules) {
            if (rule.stage() == stage) {
                Decision decision = rule.filter().test(record);
                if (!decision.isAccepted()) {
                    return Optional.of(decision);
                }
            }
        }
        return Optional.empty();
    }

    private boolean isException(PackageRecord record) {
        for (Rule rule : rules) {
            if (rule.stage() == FilterStage.EXCEPTION
                    && rule.filter().test(record).isAccepted()) {
                return true;
            }
        }
        return false;
    }

    /** Collects filters. Not thread-safe. */
    public static final class Builder {

        private final List<Rule> rules = new ArrayList<>();

        private Builder() {}

        /**
         * Adds a filter.
         *
         * @param stage when it is asked
         * @param description what it is made of, such as {@code blacklist: [numpy]}; it must change when the filter's meaning
         *     does, because a run whose settings are unchanged does not decide again
         * @param filter the filter
         * @return this builder
         */
        public Builder add(FilterStage stage, String description, PackageFilter filter) {
            rules.add(new Rule(
                    Objects.requireNonNull(stage, "stage"),
                    Objects.requireNonNull(description, "description"),
                    Objects.requireNonNull(filter, "filter")));
            return this;
        }

        /**
         * Makes the selection.
         *
         * @return an immutable selection
         */
        public PackageSelection build() {
            return new PackageSelection(rules);
        }
    }
}
