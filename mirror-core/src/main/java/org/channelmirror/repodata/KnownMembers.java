package org.channelmirror.repodata;

import java.io.IOException;

/**
 * Members of {@code packages} and {@code packages.conda} as they stood in a text that was read before, in the order in which they are
 * expected: where a text has the same bytes again, nobody looks into them. Used by one thread.
 */
public interface KnownMembers {

    /** There are none. */
    KnownMembers NONE = new KnownMembers() {

        @Override
        public boolean isAt(Section section) {
            return false;
        }

        @Override
        public byte[] buffer() {
            return new byte[0];
        }

        @Override
        public int offset() {
            return 0;
        }

        @Override
        public int length() {
            return 0;
        }

        @Override
        public void found(long end) {}

        @Override
        public void passed(RawRecord record) {}
    };

    /**
     * Goes to the member that is expected next in a section.
     *
     * @param section the section
     * @return whether there is one
     * @throws IOException ends the reading
     */
    boolean isAt(Section section) throws IOException;

    /**
     * The array that holds the member: its key, a colon and the record, without white space between them.
     *
     * @return an array not to be changed
     */
    byte[] buffer();

    /**
     * Where the member begins.
     *
     * @return an index into {@link #buffer()}
     */
    int offset();

    /**
     * How long the member is.
     *
     * @return a number of bytes
     */
    int length();

    /**
     * The text has the member at hand.
     *
     * @param end where it ends in the text
     * @throws IOException ends the reading
     */
    void found(long end) throws IOException;

    /**
     * The text has another record.
     *
     * @param record valid until this method returns
     * @throws IOException ends the reading
     */
    void passed(RawRecord record) throws IOException;
}
