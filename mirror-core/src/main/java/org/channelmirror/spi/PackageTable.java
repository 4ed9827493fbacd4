package org.channelmirror.spi;

import java.util.function.IntConsumer;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.model.Subdir;
import org.channelmirror.spec.Candidate;
import org.channelmirror.spec.MatchSpec;
import org.channelmirror.spec.Version;
import org.jspecify.annotations.Nullable;

/**
 * All the packages that an account's channels list, in all its subdirs, as columns: records, names and specs are numbers from 0.
 * Of a file that several channels list only the one that counts is here. Immutable; used by one thread.
 */
public interface PackageTable {

    /**
     * How many packages there are.
     *
     * @return the number of records
     */
    int size();

    /**
     * How many names there are.
     *
     * @return the number of names
     */
    int names();

    /**
     * A name's text.
     *
     * @param name its number
     * @return the text in lower case
     */
    String nameText(int name);

    /**
     * Finds a name.
     *
     * @param text the text in lower case
     * @return its number, or -1 if no package has it
     */
    int findName(String text);

    /**
     * Hands out the packages of a name, in every subdir.
     *
     * @param name its number
     * @param target takes the numbers of the records in rising order
     */
    void records(int name, IntConsumer target);

    /**
     * The name of a package.
     *
     * @param record its number
     * @return the number of the name
     */
    int name(int record);

    /**
     * The subdir that lists a package.
     *
     * @param record its number
     * @return the subdir
     */
    Subdir subdir(int record);

    /**
     * The format of a package.
     *
     * @param record its number
     * @return the format
     */
    PackageFormat format(int record);

    /**
     * The version of a package.
     *
     * @param record its number
     * @return the version, or null where it is not one
     */
    @Nullable
    Version version(int record);

    /**
     * The build string of a package.
     *
     * @param record its number
     * @return the text as written
     */
    String build(int record);

    /**
     * The build number of a package.
     *
     * @param record its number
     * @return the number, 0 if there is none
     */
    long buildNumber(int record);

    /**
     * How many different match specs the packages need.
     *
     * @return the number of specs
     */
    int specs();

    /**
     * A match spec that packages need.
     *
     * @param spec its number
     * @return the spec, or null if its text is not one
     */
    @Nullable
    MatchSpec spec(int spec);

    /**
     * A match spec as it is written.
     *
     * @param spec its number
     * @return the text
     */
    String specText(int spec);

    /**
     * The name that a match spec asks for. Of a text that is not a spec it is the word that the text begins with, for a package that
     * needs what nobody can read needs that name at least.
     *
     * @param spec its number
     * @return the name in lower case; empty if the spec has a glob in its place
     */
    default String specName(int spec) {
        MatchSpec read = spec(spec);
        return read != null ? read.name().orElse("") : SpecNames.firstWord(specText(spec));
    }

    /**
     * Hands out what a package needs.
     *
     * @param record its number
     * @param target takes the numbers of the specs
     */
    void depends(int record, IntConsumer target);

    /**
     * A package as match specs see it.
     *
     * @param record its number
     * @return a view, valid until the next call
     */
    Candidate candidate(int record);
}
