package org.channelmirror.api;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** The forms in which a subdir's index can be published, all from one selection. */
public enum IndexFormat {
    /** Sharded repodata (CEP 16), of which a client reads no more than it needs. */
    SHARDS,
    /** {@code repodata.json.zst}. */
    ZST,
    /** {@code repodata.json.bz2}, for clients that know no other compression. */
    BZ2,
    /** {@code repodata.json}, which every channel has to have. */
    JSON;

    /** What is published unless something else is asked for. */
    public static final Set<IndexFormat> DEFAULTS = Collections.unmodifiableSet(EnumSet.of(SHARDS, ZST, JSON));
}
