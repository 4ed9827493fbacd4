package org.channelmirror.tests.filters;

import java.util.function.Consumer;
import org.channelmirror.repodata.RawRecord;
import org.channelmirror.repodata.RepodataHandler;

/** Takes the records of repodata and nothing else. */
record RecordHandler(Consumer<RawRecord> records) implements RepodataHandler {

    @Override
    public void record(RawRecord record) {
        records.accept(record);
    }
}
