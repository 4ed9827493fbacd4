package org.channelmirror.internal.index;

import org.channelmirror.repodata.RawRecord;
import org.channelmirror.repodata.RepodataHandler;

/** Takes nothing of an index, which is only to be read to its end. */
public final class IgnoredRepodata implements RepodataHandler {

    public static final IgnoredRepodata INSTANCE = new IgnoredRepodata();

    private IgnoredRepodata() {}

    @Override
    public void record(RawRecord record) {}
}
