package org.channelmirror.internal.merge;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.channelmirror.internal.state.Origins;
import org.channelmirror.model.Channel;
import org.channelmirror.model.Redaction;

/**
 * The channels that published packages came from, by numbers that hold for all subdirs: the request's own first, then those that an
 * earlier configuration had, and last the one that nobody knows.
 */
public final class Suppliers {

    private final List<Channel> channels;
    private final List<String> urls = new ArrayList<>();

    public Suppliers(List<Channel> requested) {
        this.channels = new ArrayList<>(requested);
        requested.forEach(channel -> urls.add(Redaction.withoutSecrets(channel.url())));
    }

    /** Takes in those of a subdir. */
    public void add(Origins origins) {
        for (String url : origins.urls()) {
            if (!urls.contains(url) && urls.size() < Origins.UNKNOWN) {
                urls.add(url);
                channels.add(new Channel(URI.create(url)));
            }
        }
    }

    /** All of them by number. */
    public List<Optional<Channel>> all() {
        List<Optional<Channel>> all = new ArrayList<>();
        channels.forEach(channel -> all.add(Optional.of(channel)));
        all.add(Optional.empty());
        return all;
    }

    /** The number of the one that has a number among a subdir's. What nobody knows can only be the only one's. */
    int number(Origins origins, int origin) {
        int unknown = channels.size() == 1 ? 0 : channels.size();
        int found = origins.url(origin).map(urls::indexOf).orElse(unknown);
        return found < 0 ? unknown : found;
    }
}
