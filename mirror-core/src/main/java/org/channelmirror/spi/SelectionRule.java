package org.channelmirror.spi;

/**
 * Decides on what one record alone cannot decide, over all the packages of an account at once: the newest of a name, what others
 * need. Pure (the same selection gives the same answer) and thread-safe.
 */
@FunctionalInterface
public interface SelectionRule {

    /** Decides nothing; a selection that is made with it is made without a rule. */
    SelectionRule NONE = selection -> {};

    /**
     * Drops packages from a selection, or restores some.
     *
     * @param selection what is selected so far; valid until this method returns
     */
    void apply(Selection selection);
}
