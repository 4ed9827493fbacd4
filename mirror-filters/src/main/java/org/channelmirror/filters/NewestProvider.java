package org.channelmirror.filters;

import java.util.List;
import java.util.Map;
import org.channelmirror.spi.ConfigNode;
import org.channelmirror.spi.FilterConfig;
import org.channelmirror.spi.InvalidConfigException;
import org.channelmirror.spi.RuleStage;
import org.channelmirror.spi.SelectionRule;
import org.channelmirror.spi.SelectionRuleProvider;

/**
 * Of each name and subdir only the newest: {@code newest: 3} keeps the three highest versions,
 * {@code newest: {versions: 3, builds: 1}} of each of them only what has the highest build number. Thread-safe.
 */
public final class NewestProvider implements SelectionRuleProvider {

    private static final String VERSIONS = "versions";
    private static final String BUILDS = "builds";

    /** For {@link java.util.ServiceLoader}. */
    public NewestProvider() {}

    @Override
    public List<String> keys() {
        return List.of("newest");
    }

    @Override
    public RuleStage stage() {
        return RuleStage.NARROW;
    }

    @Override
    public int apiRevision() {
        return API_REVISION;
    }

    @Override
    public SelectionRule create(FilterConfig config) {
        ConfigNode value = config.value();
        if (value instanceof ConfigNode.Scalar scalar) {
            return new NewestRule(config.key(), number(scalar), NewestRule.ALL);
        }
        if (!(value instanceof ConfigNode.Mapping mapping)) {
            throw new InvalidConfigException(value, "expected a number of versions, or \"versions\" and \"builds\"");
        }
        int versions = NewestRule.ALL;
        int builds = NewestRule.ALL;
        for (Map.Entry<String, ConfigNode> member : mapping.members().entrySet()) {
            switch (member.getKey()) {
                case VERSIONS -> versions = number(member.getValue());
                case BUILDS -> builds = number(member.getValue());
                default ->
                    throw new InvalidConfigException(
                            member.getValue(), "\"" + member.getKey() + "\" is neither \"versions\" nor \"builds\"");
            }
        }
        if (mapping.members().isEmpty()) {
            throw new InvalidConfigException(value, "expected \"versions\", \"builds\" or both");
        }
        return new NewestRule(config.key(), versions, builds);
    }

    private static int number(ConfigNode value) {
        if (value instanceof ConfigNode.Scalar scalar && scalar.text().matches("0*[1-9]\\d{0,8}")) {
            return Integer.parseInt(scalar.text());
        }
        String written = value instanceof ConfigNode.Scalar scalar ? ", not \"" + scalar.text() + "\"" : "";
        throw new InvalidConfigException(value, "expected a whole number from 1 on" + written);
    }
}
