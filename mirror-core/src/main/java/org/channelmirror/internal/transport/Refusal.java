package org.channelmirror.internal.transport;

import org.channelmirror.api.Credential;
import org.channelmirror.model.Origin;

/** Says what a server's refusal may come from, and how to give it the credentials that it wants. */
final class Refusal {

    private Refusal() {}

    static String describe(int status, HttpTarget target, HttpAccess access) {
        String refused = target.host() + " refuses access (HTTP status " + status + ")";
        String sent = sent(target, access);
        return sent.isEmpty()
                ? refused + "; if it wants credentials, " + howToGive(target.origin(), access)
                : refused + " with " + sent
                        + ": it may have expired, be mistyped, or not be good for this channel; give another one";
    }

    private static String sent(HttpTarget target, HttpAccess access) {
        if (target.authorization().isPresent()) {
            return "the user and password in the URL";
        }
        String known = access.credentials()
                .find(target.origin())
                .map(Credential::toString)
                .map(what -> what.replaceFirst("^a ", "the ").replace(" a ", " ") + " known for " + target.origin())
                .orElse("");
        return known.isEmpty() && target.hasToken() ? "the token in the URL" : known;
    }

    private static String howToGive(Origin origin, HttpAccess access) {
        String key = "name \"" + (origin.isSecure() ? origin.authority() : origin) + "\" under \"credentials\" in the"
                + " configuration";
        if (origin.isSecure() || origin.isLoopback()) {
            return key + ", or add machine " + origin.host() + " to ~/.netrc";
        }
        boolean withheld = access.credentials()
                .find(new Origin("https", origin.host(), 443))
                .isPresent();
        return withheld
                ? "those known for " + origin.host()
                        + " are for https and not sent without: read the channel by https, or " + key
                : key + "; better read the channel by https";
    }
}
