package org.channelmirror.internal.shards;

import java.util.OptionalLong;
import org.channelmirror.repodata.RawRecord;

/** The times that records tell, in milliseconds since 1970 and up to the end of the year 9999. */
public final class RecordTimes {

    /** Before every time. */
    public static final long NONE = Long.MIN_VALUE;

    /** conda takes timestamps up to here, the end of the year 9999, for seconds, and larger ones for milliseconds. */
    private static final long LAST_SECOND = 253_402_300_799L;

    private RecordTimes() {}

    /** When the package was built or when a server indexed it, whichever is later, or {@link #NONE}. */
    public static long newest(RawRecord record) {
        return Math.max(millis(record.timestamp()), millis(record.indexedTimestamp()));
    }

    private static long millis(OptionalLong told) {
        if (told.isEmpty()) {
            return NONE;
        }
        long time = told.getAsLong();
        long millis = time <= LAST_SECOND ? time * 1000 : time;
        return millis / 1000 <= LAST_SECOND ? millis : NONE;
    }
}
