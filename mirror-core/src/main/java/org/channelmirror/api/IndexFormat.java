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
    /**
     * {@code current_repodata.json} and its {@code .zst}: the newest packages, which conda's classic solver asks for first. It has
     * no place in a mirror whose clients have no such solver.
     */
    CURRENT,
    /** {@code repodata.json}, which every channel has to have. */
    JSON;

    /** What is published unless something else is asked for. */
    public static final Set<IndexFormat> DEFAULTS = Collections.unmodifiableSet(EnumSet.of(SHARDS, ZST, JSON));
}
