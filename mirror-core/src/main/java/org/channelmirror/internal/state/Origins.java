package org.channelmirror.internal.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The channels that a subdir's packages came from, by the number that a {@link Holding} notes. A channel keeps its number when the
 * configuration changes: what it once supplied may still be published.
 *
 * @param urls their URLs without secrets; the first has number 1
 */
public record Origins(List<String> urls) {

    /** No channel is known. */
    public static final Origins NONE = new Origins(List.of());

    /** The number of a package of which nobody knows where it came from. */
    public static final int UNKNOWN = 0;

    private static final int MAX = 255;

    public Origins {
        urls = List.copyOf(urls);
    }

    /** The same, and behind them those of the given channels that are not among them; what finds no place stays unknown. */
    public Origins with(List<String> channels) {
        List<String> all = new ArrayList<>(urls);
        for (String channel : channels) {
            if (!all.contains(channel) && all.size() < MAX) {
                all.add(channel);
            }
        }
        return new Origins(all);
    }

    public int number(String url) {
        return urls.indexOf(url) + 1;
    }

    public Optional<String> url(int number) {
        return number >= 1 && number <= urls.size() ? Optional.of(urls.get(number - 1)) : Optional.empty();
    }
}
