package org.channelmirror.filters;

import java.util.List;
import org.channelmirror.spi.FilterConfig;
import org.channelmirror.spi.RuleStage;
import org.channelmirror.spi.SelectionRule;
import org.channelmirror.spi.SelectionRuleProvider;

/**
 * What selected packages need comes back: with {@code dependencies: true} every version that some selected package accepts, unless
 * something else than the closed list or {@code newest} is against it. Thread-safe.
 */
public final class DependenciesProvider implements SelectionRuleProvider {

    /** For {@link java.util.ServiceLoader}. */
    public DependenciesProvider() {}

    @Override
    public List<String> keys() {
        return List.of("dependencies");
    }

    @Override
    public RuleStage stage() {
        return RuleStage.RESTORE;
    }

    @Override
    public int apiRevision() {
        return API_REVISION;
    }

    @Override
    public SelectionRule create(FilterConfig config) {
        if (!YesNo.of(config)) {
            return SelectionRule.NONE;
        }
        String key = config.key();
        return selection -> new DependencyClosure(key, selection).complete();
    }
}
