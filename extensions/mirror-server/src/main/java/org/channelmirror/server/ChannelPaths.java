package org.channelmirror.server;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.StoragePath;

/** Where the files of a channel are that a URL names. */
final class ChannelPaths {

    private static final String LABEL = "label";

    private final Labels labels;

    ChannelPaths(Labels labels) {
        this.labels = labels;
    }

    /**
     * The places of a file, the first in which it is counts.
     *
     * @param below the segments below the account
     */
    List<StoragePath> of(AccountName account, List<String> below) throws IOException {
        if (below.size() < 3 || !below.get(0).equals(LABEL)) {
            return path(account, "", below).stream().toList();
        }
        List<String> file = below.subList(2, below.size());
        Labels.Named named = labels.resolve(account, below.get(1));
        Optional<StoragePath> now = path(account, LABEL + "/" + named.snapshot() + "/", file);
        if (FileKind.of(file.get(file.size() - 1)) == FileKind.INDEX || now.isEmpty()) {
            return now.stream().toList();
        }
        return named.earlier()
                .flatMap(earlier -> path(account, LABEL + "/" + earlier + "/", file))
                .map(earlier -> List.of(now.get(), earlier))
                .orElseGet(() -> List.of(now.get()));
    }

    /** Files stand in a subdir, one folder deeper, or beside the subdirs. */
    private static Optional<StoragePath> path(AccountName account, String folder, List<String> file) {
        boolean isPlace = file.size() == 1 || ((file.size() == 2 || file.size() == 3) && Subdir.isValid(file.get(0)));
        if (!isPlace) {
            return Optional.empty();
        }
        try {
            return Optional.of(new StoragePath("conda/" + account.value() + "/" + folder + String.join("/", file)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
