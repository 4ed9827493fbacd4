package org.channelmirror.repodata;

/** Takes texts as they stand in an array, without a string made of them. */
@FunctionalInterface
public interface Utf8Sink {

    /**
     * Takes a text.
     *
     * @param utf8 an array that holds the text in UTF-8, not to be changed and valid until this method returns
     * @param offset where it begins
     * @param length how many bytes it has
     */
    void text(byte[] utf8, int offset, int length);
}
