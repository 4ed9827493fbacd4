package org.channelmirror.internal.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.model.Subdir;

/** Which rows are of which subdir and format: the rows of each come together. */
final class TableParts {

    private final List<Subdir> subdirs = new ArrayList<>();
    private final List<PackageFormat> formats = new ArrayList<>();
    private int[] firstRows = new int[8];

    /** Notes where the next row belongs. */
    void add(int row, Subdir subdir, PackageFormat format) {
        int last = subdirs.size() - 1;
        if (last >= 0 && formats.get(last) == format && subdirs.get(last).equals(subdir)) {
            return;
        }
        if (subdirs.size() == firstRows.length) {
            firstRows = Arrays.copyOf(firstRows, firstRows.length * 2);
        }
        firstRows[subdirs.size()] = row;
        subdirs.add(subdir);
        formats.add(format);
    }

    Subdir subdir(int row) {
        return subdirs.get(part(row));
    }

    PackageFormat format(int row) {
        return formats.get(part(row));
    }

    /** Each subdir once, in the order of the rows. */
    List<Subdir> subdirs() {
        return subdirs.stream().distinct().toList();
    }

    private int part(int row) {
        int found = Arrays.binarySearch(firstRows, 0, subdirs.size(), row);
        return found >= 0 ? found : -found - 2;
    }
}
