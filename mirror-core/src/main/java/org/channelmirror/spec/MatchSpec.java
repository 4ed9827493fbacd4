package org.channelmirror.spec;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which packages are meant, in conda's own language (CEP 29): {@code numpy}, {@code numpy >=1.8,<2}, {@code numpy=1.8},
 * {@code numpy 1.8.* py39*}, {@code conda-forge/linux-64::lib*[build_number=">6", license="*gpl*"]}, or the URL of a package.
 * Immutable and thread-safe; parsed once. Whoever has many specs keeps them by {@link #name()}: a record is then tested only
 * against those that can mean it.
 */
public final class MatchSpec {

    private final Map<Field, Condition> conditions;
    private final Condition[] tests;
    private final String text;

    private MatchSpec(Map<Field, Condition> conditions) {
        this.conditions = conditions;
        this.tests = tests(conditions);
        this.text = CanonicalText.of(conditions);
    }

    /**
     * Reads a match spec.
     *
     * @param text the spec; what follows a {@code #} is a comment
     * @return the spec
     * @throws IllegalArgumentException if it cannot be read, or asks for what is not supported: a field that is none of a record's,
     *     the conditions of repodata v3 (CEP 43 to 45), a regular expression that could run without bounds. The message
     *     says what and where, without secrets
     */
    public static MatchSpec parse(String text) {
        return new MatchSpec(new MatchSpecParser(text).parse());
    }

    /** The name goes first, which rules out nearly all, and the version last, which may have to be read yet. */
    private static Condition[] tests(Map<Field, Condition> conditions) {
        List<Condition> tests = new ArrayList<>();
        add(conditions, Field.NAME, tests);
        for (Field field : conditions.keySet()) {
            if (field != Field.NAME && field != Field.VERSION) {
                add(conditions, field, tests);
            }
        }
        add(conditions, Field.VERSION, tests);
        return tests.toArray(Condition[]::new);
    }

    private static void add(Map<Field, Condition> conditions, Field field, List<Condition> tests) {
        Condition condition = conditions.get(field);
        if (condition != null && !condition.isAny()) {
            tests.add(condition);
        }
    }

    /**
     * Says whether a package is meant.
     *
     * @param candidate the package
     * @return true if it meets every condition
     */
    public boolean matches(Candidate candidate) {
        for (Condition test : tests) {
            if (!test.test(candidate)) {
                return false;
            }
        }
        return true;
    }

    /**
     * The one name that packages must have.
     *
     * @return the name in lower case; empty if the spec has a glob in its place
     */
    public Optional<String> name() {
        Condition name = conditions.get(Field.NAME);
        return name != null && name.isExact() ? Optional.of(name.text()) : Optional.empty();
    }

    /**
     * Says whether nothing but the name is asked for, be it a name or a glob.
     *
     * @return true for {@code numpy}, {@code lib*} and {@code numpy=*}
     */
    public boolean isNameOnly() {
        for (Map.Entry<Field, Condition> entry : conditions.entrySet()) {
            if (entry.getKey() != Field.NAME && !entry.getValue().isAny()) {
                return false;
            }
        }
        return true;
    }

    /**
     * What is asked of the version.
     *
     * @return the version spec, or empty if there is none
     */
    public Optional<VersionSpec> version() {
        return conditions.get(Field.VERSION) instanceof VersionFieldCondition version
                ? Optional.of(version.spec())
                : Optional.empty();
    }

    /** The value of each field that is asked for, as it is written in a canonical spec. */
    Map<Field, String> values() {
        Map<Field, String> values = new EnumMap<>(Field.class);
        conditions.forEach((field, condition) -> values.put(field, condition.text()));
        return values;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MatchSpec spec && values().equals(spec.values());
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The spec as conda writes it, such as {@code numpy[version='>=1.8,<2']}. */
    @Override
    public String toString() {
        return text;
    }
}
