package org.channelmirror.repodata;

import java.io.IOException;

/** Takes what a {@link MemberReader} finds, in the order of the text. Used by one thread. */
public interface MemberHandler {

    /** How a member is read. */
    enum Reading {
        /** An object, whose own members come one by one, with the places of their values. */
        ENTRIES,
        /** A list, of which the texts come one by one. */
        TEXTS,
        /** As a whole, if it is small enough to be kept in memory. */
        WHOLE,
        /** Not at all. */
        OVER
    }

    /**
     * A member follows.
     *
     * @param key its name
     * @return how to read it; one that has not the form for it is read as a whole
     */
    Reading begins(String key);

    /**
     * A member of an object.
     *
     * @param key the object's name
     * @param name the member's name, any text
     * @param value where its value stands
     * @throws IOException ends the reading
     */
    void entry(String key, String name, TextRange value) throws IOException;

    /**
     * A text in a list.
     *
     * @param key the list's name
     * @param text the text
     * @throws IOException ends the reading
     */
    void text(String key, String text) throws IOException;

    /**
     * A member as a whole.
     *
     * @param key its name
     * @param value its value as JSON
     * @throws IOException ends the reading
     */
    void whole(String key, byte[] value) throws IOException;

    /**
     * A member was read over, because it is not wanted, or too large to be kept.
     *
     * @param key its name
     * @param members how many members or items it has; 0 if they were not counted
     * @throws IOException ends the reading
     */
    void skipped(String key, long members) throws IOException;
}
