package org.channelmirror.spi;

import java.io.IOException;
import java.util.Objects;

/** An archive has something that it must not have, or lacks something. The message names the entry. */
public final class InvalidArchiveException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String entry;
    private final Reason reason;

    /** What is wrong with an archive. */
    public enum Reason {
        /** An entry's path leads out of the place where it is unpacked, or is none. */
        UNSAFE_PATH,
        /** An entry is a link, a device, or another thing that is no file. */
        UNSAFE_ENTRY,
        /** Two entries have one path, or differ only in case. */
        DUPLICATE,
        /** There is more than the limits allow. */
        LIMIT,
        /** It ends before its end. */
        TRUNCATED,
        /** Something follows its end. */
        TRAILING_DATA,
        /** It is no archive, or a damaged one. */
        DAMAGED,
        /** An entry is not what the manifest or the index says. */
        MANIFEST_MISMATCH,
        /** Its format is newer than this program. */
        UNSUPPORTED_VERSION,
        /** It is not signed, or by another key. */
        SIGNATURE,
        /** It tells of an older state than the one that is published. */
        OLDER,
        /** Neither it nor the mirror has every file that its index lists. */
        INCOMPLETE
    }

    /**
     * Says what is wrong.
     *
     * @param reason the kind of it
     * @param entry the entry's name as it stands there, or what else is at fault
     * @param problem what is wrong, and what to do
     */
    public InvalidArchiveException(Reason reason, String entry, String problem) {
        super(printable(entry) + ": " + problem);
        this.entry = printable(entry);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /**
     * The entry at fault.
     *
     * @return its name, without control characters
     */
    public String entry() {
        return entry;
    }

    /**
     * The kind of fault.
     *
     * @return the kind
     */
    public Reason reason() {
        return reason;
    }

    /** Names from outside are shown in messages: control characters must not reach a terminal. */
    private static String printable(String text) {
        String cut = text.length() > 300 ? text.substring(0, 300) + "..." : text;
        return cut.replaceAll("\\p{Cntrl}", "?");
    }
}
