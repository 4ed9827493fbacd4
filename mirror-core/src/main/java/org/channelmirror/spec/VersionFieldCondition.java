package org.channelmirror.spec;

/** A condition on the version. A version that cannot be read meets only {@code *}. */
record VersionFieldCondition(VersionSpec spec) implements Condition {

    @Override
    public boolean test(Candidate candidate) {
        if (spec.isAny()) {
            return true;
        }
        Version version = candidate.version();
        return version != null && spec.matches(version);
    }

    @Override
    public String text() {
        return spec.toString();
    }

    @Override
    public boolean isAny() {
        return spec.isAny();
    }
}
