package org.channelmirror.server.access;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.channelmirror.api.Visibility;
import org.channelmirror.model.AccountName;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may read which account, kept below {@code .mirror/access}, so that a server knows it without the configuration that filled
 * the account. Thread-safe.
 */
public final class Visibilities {

    private static final Logger LOG = LoggerFactory.getLogger(Visibilities.class);
    private static final StoragePath FOLDER = StoragePath.of(".mirror", "access");

    private final ChannelStorage storage;
    private final PrivateText texts;

    /**
     * The visibilities of a mirror.
     *
     * @param storage where the mirror is kept
     */
    public Visibilities(ChannelStorage storage) {
        this.storage = storage;
        this.texts = new PrivateText(storage, "access");
    }

    /**
     * Who may read an account.
     *
     * @param account the account
     * @return what was said last; {@link Visibility#PUBLIC} if nothing was said
     * @throws IOException if it cannot be read; the account is to be taken as private then
     */
    public Visibility of(AccountName account) throws IOException {
        Optional<String> text = texts.read(FOLDER.resolve(account.value()));
        return text.isEmpty() || text.get().equals(line(Visibility.PUBLIC)) ? Visibility.PUBLIC : Visibility.PRIVATE;
    }

    /**
     * Every account of which something was said. One whose text cannot be read is private; that is logged.
     *
     * @return who may read them
     * @throws IOException if the storage cannot be asked
     */
    public Map<AccountName, Visibility> all() throws IOException {
        List<AccountName> accounts;
        try (Stream<StoredObject> objects = storage.list(FOLDER)) {
            accounts = objects.map(object -> object.path().fileName())
                    .filter(AccountName::isValid)
                    .map(AccountName::new)
                    .toList();
        }
        Map<AccountName, Visibility> all = new HashMap<>();
        for (AccountName account : accounts) {
            try {
                all.put(account, of(account));
            } catch (IOException e) {
                LOG.warn("account {} is taken as private: {}", account, e.getMessage());
                all.put(account, Visibility.PRIVATE);
            }
        }
        return all;
    }

    /**
     * Says who may read an account; nothing is written if that was said before.
     *
     * @param account the account
     * @param visibility who may read it
     * @throws IOException if it cannot be kept
     */
    public void set(AccountName account, Visibility visibility) throws IOException {
        Optional<String> before = texts.read(FOLDER.resolve(account.value()));
        if (!before.equals(Optional.of(line(visibility)))) {
            texts.write(FOLDER.resolve(account.value()), line(visibility));
        }
    }

    private static String line(Visibility visibility) {
        return visibility.name().toLowerCase(Locale.ROOT) + "\n";
    }
}
