package org.channelmirror.internal.merge;

import org.channelmirror.repodata.RawRecord;

/** The name of the package that a record is of. */
public final class PackageName {

    private PackageName() {}

    /** What the record says, else what its file name begins with. */
    public static String of(RawRecord record) {
        return of(record.name(), record.fileName());
    }

    /** The same, of a record of a name and a file's name. */
    public static String of(String name, String file) {
        if (!name.isEmpty()) {
            return name;
        }
        int build = file.lastIndexOf('-');
        int version = build < 0 ? -1 : file.lastIndexOf('-', build - 1);
        return version < 0 ? file : file.substring(0, version);
    }
}
