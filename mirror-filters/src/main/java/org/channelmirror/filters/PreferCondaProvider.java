package org.channelmirror.filters;

import java.util.List;
import org.channelmirror.spi.FilterConfig;
import org.channelmirror.spi.RuleStage;
import org.channelmirror.spi.SelectionRule;
import org.channelmirror.spi.SelectionRuleProvider;

/** With {@code prefer_conda: true} no {@code .tar.bz2} is mirrored of what is mirrored as {@code .conda}. Thread-safe. */
public final class PreferCondaProvider implements SelectionRuleProvider {

    /** For {@link java.util.ServiceLoader}. */
    public PreferCondaProvider() {}

    @Override
    public List<String> keys() {
        return List.of("prefer_conda");
    }

    @Override
    public RuleStage stage() {
        return RuleStage.TIDY;
    }

    @Override
    public int apiRevision() {
        return API_REVISION;
    }

    @Override
    public SelectionRule create(FilterConfig config) {
        return YesNo.of(config) ? new PreferCondaRule(config.key()) : SelectionRule.NONE;
    }
}
