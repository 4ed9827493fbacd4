package org.channelmirror.testkit.storage;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.channelmirror.spi.ChannelStorage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * The contract of {@link ChannelStorage} as tests, for JUnit 5. To prove an implementation, extend this class in a test and say
 * how it is opened; override the other methods where the implementation differs from what they answer here.
 *
 * <p>JUnit makes an instance for each test. In each, the first call of {@link #open} opens an empty place and every further
 * call opens the same place again, as a later process would.
 */
public abstract class ChannelStorageContract
        implements ObjectContract,
                StagingContract,
                PublicationContract,
                AppendContract,
                ShareContract,
                AliasContract,
                LockContract,
                ListingContract,
                ConcurrencyContract {

    private final Deque<ChannelStorage> opened = new ArrayDeque<>();

    /** For subclasses. */
    protected ChannelStorageContract() {}

    /**
     * Opens the storage under test. The suite closes it.
     *
     * @return a storage; every further one shows the same place. A storage that lives in memory may be the same object.
     * @throws IOException if it cannot be opened
     */
    protected abstract ChannelStorage open() throws IOException;

    @Override
    public void pass(Duration time) {
        throw new IllegalStateException(
                "a storage that does not see a lock holder's death overrides pass(Duration), which moves its clock");
    }

    @Override
    public boolean keepsObjectsBelowObjects() {
        return true;
    }

    @Override
    public boolean takesUnicode() {
        return true;
    }

    @Override
    public final ChannelStorage storage() {
        return opened.element();
    }

    @Override
    public final ChannelStorage reopen() throws IOException {
        opened.push(open());
        return opened.element();
    }

    /**
     * Opens the storage for a test.
     *
     * @throws IOException if it cannot be opened
     */
    @BeforeEach
    public final void openFirst() throws IOException {
        opened.push(open());
    }

    /**
     * Closes what was opened, twice, which must be no error.
     *
     * @throws IOException if that fails
     */
    @AfterEach
    public final void closeTwice() throws IOException {
        for (ChannelStorage storage : opened) {
            storage.close();
            storage.close();
        }
    }
}
