package org.channelmirror.config;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.channelmirror.model.AccountName;

/**
 * The mirrors of one configuration: one, or those under {@code mirrors}, each with an account of its own. Immutable; thread-safe
 * as long as the filters are.
 *
 * @param file the file as the caller named it
 * @param all the mirrors in the order of the file, at least one
 */
public record MirrorDefinitions(String file, List<MirrorDefinition> all) {

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if it is empty
     */
    public MirrorDefinitions {
        Objects.requireNonNull(file, "file");
        all = List.copyOf(all);
        if (all.isEmpty()) {
            throw new IllegalArgumentException("a configuration has at least one mirror");
        }
    }

    /**
     * The accounts that the mirrors fill.
     *
     * @return the accounts in the order of the file
     */
    public List<AccountName> accounts() {
        return all.stream().map(MirrorDefinitions::account).toList();
    }

    /**
     * The mirror to work on.
     *
     * @param account the account that chooses among several; of a single one it is not asked
     * @return the mirror
     * @throws ConfigException if there are several, and the account is not given or none of theirs
     */
    public MirrorDefinition pick(Optional<AccountName> account) throws ConfigException {
        if (all.size() == 1) {
            return all.get(0);
        }
        Optional<MirrorDefinition> picked = account.flatMap(
                name -> all.stream().filter(each -> account(each).equals(name)).findFirst());
        if (picked.isPresent()) {
            return picked.get();
        }
        String names = accounts().stream().map(AccountName::value).collect(Collectors.joining(", "));
        String problem = account.isPresent()
                ? "none of its " + all.size() + " mirrors fills the account \"" + account.get() + "\"; they fill "
                        + names
                : "it has " + all.size() + " mirrors: " + names
                        + "; choose one with --account NAME, or sync them all with --all";
        throw new ConfigException(ConfigProblem.ofFile(file, problem), null);
    }

    private static AccountName account(MirrorDefinition mirror) {
        return mirror.account().orElse(AccountName.DEFAULT);
    }
}
