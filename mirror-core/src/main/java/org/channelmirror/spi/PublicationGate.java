package org.channelmirror.spi;

import java.io.IOException;
import java.util.Optional;

/**
 * Looks at packages before anybody can see them, and may hold them back: a virus scan, say. A run asks once for each subdir that
 * has new packages, when all of them have arrived and were verified. What passes is moved into place and listed; what does not is
 * neither, and the next run asks for it again.
 */
@FunctionalInterface
public interface PublicationGate {

    /**
     * Looks at the new packages of a subdir. Single ones are held back by {@link ArrivedPackages#veto}; they are quarantined and
     * reported as failures.
     *
     * @param packages the packages
     * @return accept what was not vetoed; or reject everything, so that what is published in the subdir stays as it is, and the
     *     reason is reported as the subdir's failure
     * @throws IOException if the packages could not be looked at, which is taken for a rejection
     * @throws InterruptedException if the operation was asked to stop meanwhile
     */
    Decision examine(ArrivedPackages packages) throws IOException, InterruptedException;

    /**
     * Says before anything is fetched whether packages can be looked at later.
     *
     * @return what is wrong and what to do about it; empty if nothing is known to be
     */
    default Optional<String> problem() {
        return Optional.empty();
    }
}
