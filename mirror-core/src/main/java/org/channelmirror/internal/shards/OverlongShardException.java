package org.channelmirror.internal.shards;

import java.io.IOException;

/** What an index lists of one name is more than a client would take. */
public final class OverlongShardException extends IOException {

    private static final long serialVersionUID = 1L;

    OverlongShardException(String name) {
        super("the records of " + name + " are more than the 16 MiB that clients take as a shard");
    }
}
