package org.channelmirror.internal.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.channelmirror.model.Channel;
import org.channelmirror.model.Redaction;

/**
 * The channels that list a subdir's packages, by the number that a {@link Holding} notes. A channel keeps its number when the
 * configuration changes, and when its credentials do.
 *
 * @param urls their URLs without secrets; the first has number 1
 */
public record Origins(List<String> urls) {

    /** No channel has a number yet. */
    public static final Origins EMPTY = new Origins(List.of());

    /** The number of a package that no channel listed when their indexes were last taken. */
    public static final int NO_CHANNEL = 0;

    /** The number of a package of which nobody knows who listed it. */
    public static final int UNKNOWN = 255;

    public Origins {
        urls = List.copyOf(urls);
    }

    /** The same, and behind them those of the given channels that are not among them; what finds no place stays unknown. */
    public Origins with(List<Channel> channels) {
        List<String> all = new ArrayList<>(urls);
        for (Channel channel : channels) {
            String url = Redaction.withoutSecrets(channel.url());
            if (!all.contains(url) && all.size() < UNKNOWN - 1) {
                all.add(url);
            }
        }
        return new Origins(all);
    }

    public int number(Channel channel) {
        int index = urls.indexOf(Redaction.withoutSecrets(channel.url()));
        return index < 0 ? UNKNOWN : index + 1;
    }

    public Optional<String> url(int number) {
        return number >= 1 && number <= urls.size() ? Optional.of(urls.get(number - 1)) : Optional.empty();
    }
}
