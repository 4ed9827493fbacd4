package org.channelmirror.spi;

import java.io.IOException;

/** A lock that is held. Thread-safe. Closing releases it; closing twice is no error. */
public interface Lease extends AutoCloseable {

    /**
     * A number that grows with each holder of the same lock.
     *
     * @return the number, from 1
     */
    long fencingToken();

    /**
     * Who holds it.
     *
     * @return the owner as given when it was taken
     */
    LeaseOwner owner();

    /**
     * Makes the time to live begin anew, and makes sure that nobody took the lock over.
     *
     * @throws LeaseLostException if the lease was lost: whoever held it must stop writing
     * @throws IOException if the storage cannot be asked; the lease may be held still
     */
    void renew() throws IOException;

    @Override
    void close() throws IOException;
}
