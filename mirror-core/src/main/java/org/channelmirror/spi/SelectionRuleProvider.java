package org.channelmirror.spi;

import java.io.IOException;

/**
 * Makes selection rules from configuration, found by {@link java.util.ServiceLoader} under the keys it names. Thread-safe.
 */
public non-sealed interface SelectionRuleProvider extends KeyedProvider {

    /**
     * When its rules are applied.
     *
     * @return the stage
     */
    RuleStage stage();

    /**
     * Makes a rule.
     *
     * @param config the value under the key
     * @return the rule
     * @throws InvalidConfigException if a part of the value makes no sense; the message says what is expected
     * @throws IllegalArgumentException if the whole of it does not
     * @throws java.io.IOException if a file that it names cannot be read
     */
    SelectionRule create(FilterConfig config) throws IOException;

    /**
     * What the rule depends on beside the value itself, such as the content of a file that it names.
     *
     * @param config the value under the key
     * @return a text, by default an empty one
     * @throws java.io.IOException if a file that the value names cannot be read
     */
    default String fingerprint(FilterConfig config) throws IOException {
        return "";
    }
}
