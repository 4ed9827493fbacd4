package org.channelmirror.config;

import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.channelmirror.model.Channel;

/**
 * Prefixes of URLs and what stands in their place, such as a parent mirror. Prefixes end where a segment of the path ends; the
 * longest one wins. Credentials of the original URL go to no other place: they are neither compared nor carried over.
 */
final class UrlMapping {

    private static final Pattern USER_INFO = Pattern.compile("(?<=^https?://)[^/]*@");
    private static final Pattern TOKEN = Pattern.compile("/t/[^/]+(?=/)");

    private final List<Rule> rules;

    UrlMapping(List<Rule> rules) {
        List<Rule> sorted = new ArrayList<>(rules);
        sorted.sort(Comparator.comparingInt((Rule rule) -> rule.from().length()).reversed());
        this.rules = List.copyOf(sorted);
    }

    /** A prefix without credentials, with a trailing slash, and the root that replaces it. */
    record Rule(String from, Channel to) {

        Rule(Channel from, Channel to) {
            this(withoutCredentials(from), to);
        }
    }

    Channel apply(Channel channel) {
        String url = withoutCredentials(channel);
        for (Rule rule : rules) {
            if (url.startsWith(rule.from())) {
                return new Channel(
                        URI.create(rule.to().url() + url.substring(rule.from().length())));
            }
        }
        return channel;
    }

    private static String withoutCredentials(Channel channel) {
        String noUser = USER_INFO.matcher(channel.url().toString()).replaceFirst("");
        return noUser.startsWith("file:") ? noUser : TOKEN.matcher(noUser).replaceFirst("");
    }
}
