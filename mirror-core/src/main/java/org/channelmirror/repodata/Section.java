package org.channelmirror.repodata;

import org.channelmirror.model.PackageFormat;

/**
 * Where repodata lists records (CEP 36, CEP 48). A package file is listed in one of the two sections of its format, or in both,
 * with a record for clients that know revision 3 and one for those that do not.
 */
public enum Section {
    /** {@code packages}. */
    PACKAGES(PackageFormat.TAR_BZ2, Revision.FIRST),
    /** {@code packages.conda}. */
    PACKAGES_CONDA(PackageFormat.CONDA, Revision.FIRST),
    /** {@code tar.bz2} in {@code v3}. */
    V3_TAR_BZ2(PackageFormat.TAR_BZ2, Revision.THIRD),
    /** {@code conda} in {@code v3}. */
    V3_CONDA(PackageFormat.CONDA, Revision.THIRD);

    private final PackageFormat format;
    private final Revision revision;

    Section(PackageFormat format, Revision revision) {
        this.format = format;
        this.revision = revision;
    }

    /** The revisions of repodata (CEP 48). */
    public enum Revision {
        /** What every client reads: the sections at the top, whose keys are file names. */
        FIRST,
        /** The sections in {@code v3}, whose keys are file names without their ending. */
        THIRD
    }

    /**
     * The format of what it lists.
     *
     * @return the format
     */
    public PackageFormat format() {
        return format;
    }

    /**
     * The revision it belongs to.
     *
     * @return the revision
     */
    public Revision revision() {
        return revision;
    }

    /** The file that a key of this section stands for. */
    String fileName(String key) {
        return revision == Revision.FIRST ? key : key + format.suffix();
    }
}
