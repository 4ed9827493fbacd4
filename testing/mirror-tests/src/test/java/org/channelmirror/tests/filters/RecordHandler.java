package org.channelmirror.tests.filters;

import java.util.function.Consumer;
import org.channelmirror.repodata.RawRecord;
import org.channelmirror.repodata.RepodataHandler;
import org.channelmirror.repodata.TextRange;

/** Takes the records of repodata and nothing else. */
record RecordHandler(Consumer<RawRecord> records) implements RepodataHandler {

    @Override
    public void record(RawRecord record) {
        records.accept(record);
    }

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
