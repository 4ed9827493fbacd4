package org.channelmirror.model;

import java.util.Optional;

/** The two archive formats of conda packages (CEP 35), each with the section of repodata that lists it (CEP 36). */
public enum PackageFormat {
    /** The older format, a bzip2-compressed tar; listed under {@code packages}. */
    TAR_BZ2(".tar.bz2", "packages"),
    /** The newer format, a zip of zstd-compressed tars; listed under {@code packages.conda}. */
    CONDA(".conda", "packages.conda");

    private final String suffix;
    private final String section;

    PackageFormat(String suffix, String section) {
        this.suffix = suffix;
        this.section = section;
    }

    /**
     * The file name's ending.
     *
     * @return the ending with its leading dot
     */
    public String suffix() {
        return suffix;
    }

    /**
     * The name of the repodata section that lists files of this format.
     *
     * @return the top-level key of repodata
     */
    public String section() {
        return section;
    }

    /**
     * The format that a file name's ending tells.
     *
     * @param fileName any file name
     * @return the format, or empty if the name ends in neither suffix
     */
    public static Optional<PackageFormat> of(String fileName) {
        if (fileName.endsWith(CONDA.suffix)) {
            return Optional.of(CONDA);
        }
        return fileName.endsWith(TAR_BZ2.suffix) ? Optional.of(TAR_BZ2) : Optional.empty();
    }
}
