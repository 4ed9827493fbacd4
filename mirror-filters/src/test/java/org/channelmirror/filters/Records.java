package org.channelmirror.filters;

import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.model.Subdir;
import org.channelmirror.repodata.RawRecord;

/** Records for tests. */
final class Records {

    private Records() {}

    /** A record that differs from others in its name only. */
    static PackageRecord named(String name) {
        return of(name + "-1.0-0.conda", "'name':'" + name + "','version':'1.0','build':'0','build_number':0");
    }

    /** A record of noarch with members in JSON, whose quotes are written as apostrophes. */
    static PackageRecord of(String file, String members) {
        return RawRecord.parse(Subdir.NOARCH, null, new PackageFileName(file), "{" + members.replace('\'', '"') + "}");
    }
}
