package org.channelmirror.internal.index;

import org.channelmirror.repodata.RawRecord;
import org.channelmirror.repodata.RepodataHandler;
import org.channelmirror.repodata.TextRange;

/** Takes nothing of an index, which is only to be read to its end. */
public final class IgnoredRepodata implements RepodataHandler {

    public static final IgnoredRepodata INSTANCE = new IgnoredRepodata();

    private IgnoredRepodata() {}

    @Override
    public void record(RawRecord record) {}

    @Override
    public void removed(String fileName) {}

    @Override
    public void begins(String key) {}

    @Override
    public void signature(String fileName, TextRange value) {}

    @Override
    public void info(String key, byte[] value) {}

    @Override
    public void other(String key, byte[] value) {}

    @Override
    public void skipped(String key, long members) {}
}
