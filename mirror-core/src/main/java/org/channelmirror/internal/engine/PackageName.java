package org.channelmirror.internal.engine;

import org.channelmirror.repodata.RawRecord;

/** The name of the package that a record is of. */
final class PackageName {

    private PackageName() {}

    /** What the record says, else what its file name begins with. */
    static String of(RawRecord record) {
        return of(record.name(), record.fileName());
    }

    /** The same, of a record of a name and a file's name. */
    static String of(String name, String file) {
        if (!name.isEmpty()) {
            return name;
        }
        int build = file.lastIndexOf('-');
        int version = build < 0 ? -1 : file.lastIndexOf('-', build - 1);
        return version < 0 ? file : file.substring(0, version);
    }
}
