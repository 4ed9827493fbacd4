package org.channelmirror.server;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;

/** Which accounts and subdirs a mirror has. The packages are not listed for it: there may be a million. */
final class PublishedIndexes {

    private static final StoragePath STATES = StoragePath.of(".mirror", "state");

    private final ChannelStorage storage;

    PublishedIndexes(ChannelStorage storage) {
        this.storage = storage;
    }

    /** The accounts that were ever filled, the default one first, the others by name. */
    List<AccountName> accounts() throws IOException {
        TreeSet<AccountName> sorted = new TreeSet<>();
        for (String[] path : states()) {
            if (AccountName.isValid(path[0])) {
                sorted.add(new AccountName(path[0]));
            }
        }
        List<AccountName> accounts = new ArrayList<>(sorted);
        if (accounts.remove(AccountName.DEFAULT)) {
            accounts.add(0, AccountName.DEFAULT);
        }
        return accounts;
    }

    /** The indexes, sorted by account and subdir. */
    List<Index> all() throws IOException {
        TreeMap<AccountName, TreeSet<Subdir>> folders = new TreeMap<>();
        for (String[] path : states()) {
            if (path.length > 2 && AccountName.isValid(path[0]) && Subdir.isValid(path[1])) {
                folders.computeIfAbsent(new AccountName(path[0]), account -> new TreeSet<>())
                        .add(new Subdir(path[1]));
            }
        }
        List<Index> indexes = new ArrayList<>();
        for (Map.Entry<AccountName, TreeSet<Subdir>> folder : folders.entrySet()) {
            for (Subdir subdir : folder.getValue()) {
                AccountName account = folder.getKey();
                storage.stat(StoragePath.of("conda", account.value(), subdir.name(), "repodata.json"))
                        .map(found -> new Index(account, subdir, found.lastModified()))
                        .ifPresent(indexes::add);
            }
        }
        return indexes;
    }

    private List<String[]> states() throws IOException {
        try (Stream<StoredObject> objects = storage.list(STATES)) {
            return objects.map(object -> object.path()
                            .value()
                            .substring(STATES.value().length() + 1)
                            .split("/", -1))
                    .filter(path -> path.length > 1)
                    .toList();
        }
    }

    /**
     * An index that clients read.
     *
     * @param published when it came into its place
     */
    record Index(AccountName account, Subdir subdir, Instant published) {}
}
