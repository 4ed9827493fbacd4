package org.channelmirror.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.Decision.Verdict;
import org.channelmirror.spi.FilterStage;
import org.channelmirror.spi.PackageFilter;
import org.channelmirror.spi.RuleStage;
import org.channelmirror.spi.SelectionRule;
import org.jspecify.annotations.Nullable;

/**
 * Which packages are selected: filters, each in its {@link FilterStage}, and then rules over all packages together, each in its
 * {@link RuleStage}. Without any of them every package is selected. Immutable and thread-safe as long as its filters and rules
 * are.
 */
public final class PackageSelection {

    private static final PackageSelection EVERYTHING = builder().build();

    private final List<Filter> filters;
    private final List<Rule> rules;
    private final boolean canRestore;

    private PackageSelection(List<Filter> filters, List<Rule> rules) {
        this.filters = List.copyOf(filters);
        this.rules = List.copyOf(rules);
        this.canRestore = rules.stream().anyMatch(rule -> rule.stage() == RuleStage.RESTORE);
    }

    private record Filter(FilterStage stage, String description, PackageFilter filter) {}

    private record Rule(RuleStage stage, String description, SelectionRule rule) {}

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
     * Says whether there is neither filter nor rule.
     *
     * @return true if every package is selected
     */
    public boolean isEverything() {
        return filters.isEmpty() && rules.isEmpty();
    }

    /**
     * The rules over all packages together.
     *
     * @return the rules in the order in which they are applied
     */
    public List<SelectionRule> rules() {
        List<SelectionRule> ordered = new ArrayList<>();
        for (RuleStage stage : RuleStage.values()) {
            rules.stream().filter(rule -> rule.stage() == stage).map(Rule::rule).forEach(ordered::add);
        }
        return ordered;
    }

    /**
     * What the selection is made of, so that a later run can tell whether it is the same.
     *
     * @return the description of each filter and rule with its stage, in the order of the stages
     */
    public List<String> descriptions() {
        List<String> descriptions = new ArrayList<>();
        for (FilterStage stage : FilterStage.values()) {
            filters.stream()
                    .filter(filter -> filter.stage() == stage)
                    .map(filter -> stage + " " + filter.description())
                    .forEach(descriptions::add);
        }
        for (RuleStage stage : RuleStage.values()) {
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
     * @param now the time of the run
     * @return accepted; {@link Verdict#REJECTED} if nothing but a closed list is against it, so that a rule may restore it; else
     *     {@link Verdict#RULED_OUT}. The reason is the first that holds, but for a package that could be restored if it were not
     *     ruled out as well, that which rules it out.
     */
    public Decision decide(PackageRecord record, Instant now) {
        Decision limit = firstRejection(FilterStage.LIMIT, record, now);
        if (limit != null) {
            return ruledOut(limit);
        }
        Decision closed = closedListsRejection(record, now);
        if (closed != null && (closed.verdict() == Verdict.RULED_OUT || !canRestore)) {
            return closed;
        }
        Decision removal = firstRejection(FilterStage.REMOVAL, record, now);
        if (removal == null) {
            return closed == null ? Decision.accept() : closed;
        }
        Decision exception = exception(record, now);
        if (exception == null) {
            return ruledOut(removal);
        }
        return closed == null ? exception : closed;
    }

    /**
     * What the filters have to say of a package, in the order in which they are asked, those after the one that decides too. A filter
     * without a reason says nothing, and neither does a closed list that lacks what another has, or an exception where nothing is
     * against the package.
     *
     * @param record what upstream's repodata says of it
     * @param now the time of the run
     * @return the decisions that have a reason
     */
    public List<Decision> opinions(PackageRecord record, Instant now) {
        List<Decision> opinions = new ArrayList<>(said(FilterStage.LIMIT, record, now));
        List<Decision> closed = said(FilterStage.CLOSED_LIST, record, now);
        boolean listed = closedListsRejection(record, now) == null;
        closed.stream().filter(opinion -> opinion.isAccepted() == listed).forEach(opinions::add);
        List<Decision> removals = said(FilterStage.REMOVAL, record, now);
        opinions.addAll(removals);
        if (!removals.stream().allMatch(Decision::isAccepted)) {
            said(FilterStage.EXCEPTION, record, now).stream()
                    .filter(Decision::isAccepted)
                    .forEach(opinions::add);
        }
        return opinions;
    }

    private List<Decision> said(FilterStage stage, PackageRecord record, Instant now) {
        return filters.stream()
                .filter(filter -> filter.stage() == stage)
                .map(filter -> filter.filter().test(record, now))
                .filter(decision -> decision.reason().isPresent())
                .toList();
    }

    /**
     * When the passing of time alone changes what is said of a package.
     *
     * @param record what upstream's repodata says of it
     * @param now the time of the run
     * @return the earliest such time; empty if there is none
     */
    public Optional<Instant> nextChange(PackageRecord record, Instant now) {
        Instant earliest = null;
        for (Filter filter : filters) {
            Optional<Instant> next = filter.filter().nextChange(record, now);
            if (next.isPresent() && (earliest == null || next.get().isBefore(earliest))) {
                earliest = next.get();
            }
        }
        return Optional.ofNullable(earliest);
    }

    /**
     * What the filters look at in a record, for who asks why it is decided on as it is.
     *
     * @param record what upstream's repodata says of the package
     * @return the texts of the filters that have something to say, in the order of the stages
     */
    public List<String> explain(PackageRecord record) {
        List<String> texts = new ArrayList<>();
        for (FilterStage stage : FilterStage.values()) {
            filters.stream()
                    .filter(filter -> filter.stage() == stage)
                    .flatMap(filter -> filter.filter().explain(record).stream())
                    .forEach(texts::add);
        }
        return texts;
    }

    /**
     * Says whether a filter asks when the mirror saw a package listed first.
     *
     * @return true if one does
     */
    public boolean needsFirstSeen() {
        return filters.stream().anyMatch(filter -> filter.filter().needsFirstSeen());
    }

    /**
     * Says whether there is a rule that may bring packages back.
     *
     * @return true if there is a rule of {@link RuleStage#RESTORE}
     */
    public boolean canRestore() {
        return canRestore;
    }

    private @Nullable Decision firstRejection(FilterStage stage, PackageRecord record, Instant now) {
        for (Filter filter : filters) {
            if (filter.stage() == stage) {
                Decision decision = filter.filter().test(record, now);
                if (!decision.isAccepted()) {
                    return decision;
                }
            }
        }
        return null;
    }

    /** Null if a closed list has the package, or there is none; else the rejection that leaves the least to be done about it. */
    private @Nullable Decision closedListsRejection(PackageRecord record, Instant now) {
        Decision strongest = null;
        for (Filter filter : filters) {
            if (filter.stage() == FilterStage.CLOSED_LIST) {
                Decision decision = filter.filter().test(record, now);
                if (decision.isAccepted()) {
                    return null;
                }
                if (strongest == null
                        || (strongest.verdict() != Verdict.RULED_OUT && decision.verdict() == Verdict.RULED_OUT)) {
                    strongest = decision;
                }
            }
        }
        return strongest;
    }

    private @Nullable Decision exception(PackageRecord record, Instant now) {
        for (Filter filter : filters) {
            if (filter.stage() == FilterStage.EXCEPTION) {
                Decision decision = filter.filter().test(record, now);
                if (decision.isAccepted()) {
                    return decision;
                }
            }
        }
        return null;
    }

    private static Decision ruledOut(Decision rejection) {
        return rejection.verdict() == Verdict.RULED_OUT
                ? rejection
                : new Decision(Verdict.RULED_OUT, rejection.reason(), rejection.place());
    }

    /** Collects filters and rules. Not thread-safe. */
    public static final class Builder {

        private final List<Filter> filters = new ArrayList<>();
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
            filters.add(new Filter(
                    Objects.requireNonNull(stage, "stage"),
                    Objects.requireNonNull(description, "description"),
                    Objects.requireNonNull(filter, "filter")));
            return this;
        }

        /**
         * Adds a rule over all packages together.
         *
         * @param stage when it is applied
         * @param description what it is made of, such as {@code newest: 3}; it must change when the rule's meaning does
         * @param rule the rule; {@link SelectionRule#NONE} adds nothing
         * @return this builder
         */
        public Builder add(RuleStage stage, String description, SelectionRule rule) {
            Objects.requireNonNull(rule, "rule");
            if (rule != SelectionRule.NONE) {
                rules.add(new Rule(
                        Objects.requireNonNull(stage, "stage"),
                        Objects.requireNonNull(description, "description"),
                        rule));
            }
            return this;
        }

        /**
         * Makes the selection.
         *
         * @return an immutable selection
         */
        public PackageSelection build() {
            return new PackageSelection(filters, rules);
        }
    }
}
