package org.channelmirror.internal.shards;

import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.repodata.RawRecord;
import org.channelmirror.repodata.Section;

/** What of an index can be kept, so that the next one is made from it and shards. */
public final class KeptIndex {

    private KeptIndex() {}

    /** Whether a record is found in the shard of the name that its file tells, and needs no more than its section to be told. */
    public static boolean isKeepable(RawRecord record) {
        String fileName = record.fileName();
        return record.section().revision() == Section.Revision.FIRST
                && PackageFileName.isValid(fileName)
                && PackageFormat.of(fileName).orElseThrow() == record.section().format()
                && PackageNames.ofFile(fileName).equals(record.name());
    }
}
