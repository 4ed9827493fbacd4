package org.channelmirror.internal.shards;

/** What shards need to know of a record, found when it was read, so that it need not be read again when it is listed. */
public interface KnownRecord {

    /** Whether the package has the name that its file's name tells. */
    boolean isNamedByFile();

    /** The newest time that the record tells, as {@link RecordTimes#newest} has it. */
    long newestTime();
}
