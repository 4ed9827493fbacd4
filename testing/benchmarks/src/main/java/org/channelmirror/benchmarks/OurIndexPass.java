package org.channelmirror.benchmarks;

import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The index passes that can be measured against the {@link TokenScan}, by name; {@code none} measures the baseline alone. */
final class OurIndexPass {

    private static final Map<String, Optional<IndexPass>> BY_NAME = Map.of(
            "none",
            Optional.empty(),
            "json",
            Optional.of(EngineIndexPass.json()::run),
            "json+zst",
            Optional.of(EngineIndexPass.jsonAndZst()::run),
            "defaults",
            Optional.of(EngineIndexPass.defaults()::run));

    private OurIndexPass() {}

    static Optional<IndexPass> named(String name) throws UsageException {
        Optional<IndexPass> pass = BY_NAME.get(name);
        if (pass == null) {
            throw new UsageException("--ours is one of " + new TreeSet<>(BY_NAME.keySet()) + ", not " + name);
        }
        return pass;
    }
}
