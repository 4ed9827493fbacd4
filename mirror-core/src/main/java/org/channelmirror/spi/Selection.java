package org.channelmirror.spi;

/** Which packages of a {@link PackageTable} are selected, as it is decided. Used by one thread. */
public interface Selection {

    /**
     * The packages.
     *
     * @return the table that record numbers refer to
     */
    PackageTable packages();

    /**
     * Says whether a package is selected so far.
     *
     * @param record its number
     * @return true if it is
     */
    boolean isSelected(int record);

    /**
     * Says whether a package that is not selected may be restored: a closed list or a rule dropped it, and nothing else did.
     *
     * @param record its number
     * @return true if {@link #restore} would select it
     */
    boolean isRestorable(int record);

    /**
     * Drops a selected package; one that is not selected stays as it is.
     *
     * @param record its number
     * @param reason why, in words that an administrator understands; use one text for many packages
     */
    void drop(int record, String reason);

    /**
     * Selects a restorable package; any other stays as it is.
     *
     * @param record its number
     * @param reason why, in words that an administrator understands, such as the package that needs it
     */
    void restore(int record, String reason);
}
