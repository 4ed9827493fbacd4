package org.channelmirror.spi;

import java.util.List;

/** What serves keys of a configuration: filters over one package, or rules over all of them. Thread-safe. */
public sealed interface KeyedProvider permits FilterProvider, SelectionRuleProvider {

    /** The revision of the interfaces of this package that {@link #apiRevision()} is compared with. */
    int API_REVISION = 2;

    /**
     * The keys of a configuration that belong to this provider; all of them mean the same, the first is the name that
     * documentation uses.
     *
     * @return at least one key
     */
    List<String> keys();

    /**
     * The revision this provider was written for.
     *
     * @return {@link #API_REVISION} as it was at compile time
     */
    int apiRevision();
}
