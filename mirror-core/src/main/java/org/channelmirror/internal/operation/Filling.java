package org.channelmirror.internal.operation;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.channelmirror.api.AccountOrigin;
import org.channelmirror.api.ChannelChange;
import org.channelmirror.api.ForeignChannelsException;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.internal.index.UpstreamIndex;
import org.channelmirror.internal.state.StateStore;
import org.channelmirror.model.Redaction;

/**
 * What fills an account, as it is remembered. A channel is known by its URL without secrets, before any mapping to another place: a
 * parent mirror or a new token makes no other channel of it.
 */
public final class Filling {

    private final SyncRequest request;
    private final StateStore store;
    private final Optional<AccountOrigin> before;

    private Filling(SyncRequest request, StateStore store, Optional<AccountOrigin> before) {
        this.request = request;
        this.store = store;
        this.before = before;
    }

    public static Filling of(SyncRequest request, StateStore store) throws IOException {
        return new Filling(request, store, store.origin());
    }

    /** Refuses a request without some of the channels that filled the account, unless it says that it may. */
    public void refuseForeign() throws ForeignChannelsException {
        List<String> filled = before.map(AccountOrigin::channels).orElse(List.of());
        List<String> asked = channels();
        if (request.channelChange() == ChannelChange.REFUSE && !asked.containsAll(filled)) {
            throw new ForeignChannelsException(request.account(), filled, asked);
        }
    }

    /** Notes what fills the account from now on, if that is not what is noted already and upstream has anything to give. */
    public void remember(Collection<List<UpstreamIndex>> answers) throws IOException {
        boolean isGiven = answers.stream()
                .flatMap(List::stream)
                .anyMatch(
                        answer -> answer instanceof UpstreamIndex.Fetched || answer instanceof UpstreamIndex.Unchanged);
        if (!isGiven) {
            return;
        }
        AccountOrigin now = new AccountOrigin(
                channels(), request.configuration().or(() -> before.flatMap(AccountOrigin::configuration)));
        if (!before.equals(Optional.of(now))) {
            store.saveOrigin(now);
        }
    }

    private List<String> channels() {
        return request.origins().stream()
                .map(channel -> Redaction.withoutSecrets(channel.url()))
                .distinct()
                .toList();
    }
}
