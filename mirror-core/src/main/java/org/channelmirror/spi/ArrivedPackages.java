package org.channelmirror.spi;

import java.io.IOException;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.Subdir;

/** The new packages of a subdir, which a {@link PublicationGate} looks at. They may be a million. Thread-safe. */
public interface ArrivedPackages {

    /**
     * The account they are for.
     *
     * @return its name
     */
    AccountName account();

    /**
     * The subdir they are for.
     *
     * @return the subdir
     */
    Subdir subdir();

    /**
     * Walks over them in the order in which an index lists them; as often as one likes.
     *
     * @param visitor is shown each
     * @throws IOException if they cannot be read, or the visitor throws it
     */
    void each(Visitor visitor) throws IOException;

    /**
     * Holds one of them back.
     *
     * @param file its name; a name that is not among them makes the answer one that nobody can rely on, and nothing passes
     * @param reason why, for the report
     * @throws IOException if that cannot be noted
     */
    void veto(PackageFileName file, String reason) throws IOException;

    /**
     * Says whether the operation was asked to stop.
     *
     * @return true from then on
     */
    boolean isCancelled();

    /** Is shown one package after the other. */
    @FunctionalInterface
    interface Visitor {

        /**
         * Looks at one.
         *
         * @param arrived valid until this method returns
         * @throws IOException ends the walk
         */
        void visit(ArrivedPackage arrived) throws IOException;
    }
}
