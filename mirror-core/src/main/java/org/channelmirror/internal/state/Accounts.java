package org.channelmirror.internal.state;

import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.channelmirror.model.AccountName;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;

/** Which accounts a storage has. */
public final class Accounts {

    private static final StoragePath STATES = StoragePath.of(".mirror", "state");

    private Accounts() {}

    /** Those with a state, sorted by name. */
    public static List<AccountName> of(ChannelStorage storage) throws IOException {
        TreeSet<String> names = new TreeSet<>();
        try (Stream<StoredObject> objects = storage.list(STATES)) {
            objects.map(object -> object.path().value().substring(STATES.value().length() + 1))
                    .filter(path -> path.indexOf('/') > 0)
                    .forEach(path -> names.add(path.substring(0, path.indexOf('/'))));
        }
        return names.stream().filter(AccountName::isValid).map(AccountName::new).toList();
    }
}
