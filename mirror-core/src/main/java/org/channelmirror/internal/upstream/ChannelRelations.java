package org.channelmirror.internal.upstream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.channelmirror.internal.index.JsonObject;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.state.Accounts;
import org.channelmirror.model.AccountName;
import org.channelmirror.repodata.RepodataReader;

/**
 * The channels that upstream wants to be used together with its own (CEP 42). They are named by where they are beside it, so the
 * same words name what is beside the account here: what is not there would be an error to every client.
 */
public final class ChannelRelations {

    public static final String KEY = "channel_relations";

    private static final String BESIDE = "\"../";

    private ChannelRelations() {}

    /** Those whose channel is an account beside this one; empty if none is. Says which are left out. */
    static Optional<byte[]> kept(SyncContext context, byte[] json) throws IOException {
        List<AccountName> accounts = Accounts.of(context.storage());
        TreeMap<String, byte[]> kept = new TreeMap<>(JsonObject.NAMES);
        for (Map.Entry<String, byte[]> relation : RepodataReader.parts(json).entrySet()) {
            String target = new String(relation.getValue(), StandardCharsets.UTF_8);
            if (isBeside(target, accounts, context.request().account())) {
                kept.put(relation.getKey(), relation.getValue());
            } else {
                context.events()
                        .warn(
                                KEY,
                                "upstream wants its packages to be used together with those of " + target
                                        + " (\"" + relation.getKey() + "\"), which is no account beside this one:"
                                        + " that is left out of the index");
            }
        }
        return kept.isEmpty()
                ? Optional.empty()
                : Optional.of(JsonObject.of(kept).getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isBeside(String target, List<AccountName> accounts, AccountName own) {
        if (!target.startsWith(BESIDE)) {
            return false;
        }
        String name = target.substring(BESIDE.length(), target.length() - 1).replaceFirst("/$", "");
        return AccountName.isValid(name) && !name.equals(own.value()) && accounts.contains(new AccountName(name));
    }
}
