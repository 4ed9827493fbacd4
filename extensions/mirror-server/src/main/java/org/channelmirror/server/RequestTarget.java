package org.channelmirror.server;

import java.util.List;
import java.util.Optional;

/**
 * What a request's path asks for.
 *
 * @param place which part of the server
 * @param token the token in the path
 * @param below what follows: for {@link Place#CONDA} the account and what is in it
 */
record RequestTarget(Place place, Optional<String> token, List<String> below) {

    /** A part of the server. */
    enum Place {
        CONDA,
        CONDARC,
        HEALTH,
        METRICS,
        SYNC,
        NOWHERE
    }

    private static final String TOKEN = "t";
    private static final RequestTarget NOWHERE = new RequestTarget(Place.NOWHERE, Optional.empty(), List.of());

    static RequestTarget of(String rawPath) {
        return UrlPath.segments(rawPath).map(RequestTarget::of).orElse(NOWHERE);
    }

    private static RequestTarget of(List<String> segments) {
        int size = segments.size();
        if (segments.get(0).equals(TOKEN)) {
            return size < 3 ? NOWHERE : of(Optional.of(segments.get(1)), segments.subList(2, size));
        }
        if (size > 2 && segments.get(0).equals("conda") && segments.get(1).equals(TOKEN)) {
            return new RequestTarget(Place.CONDA, Optional.of(segments.get(2)), segments.subList(3, size));
        }
        return of(Optional.empty(), segments);
    }

    private static RequestTarget of(Optional<String> token, List<String> segments) {
        List<String> below = segments.subList(1, segments.size());
        Place place = switch (segments.get(0)) {
            case "conda" -> Place.CONDA;
            case "condarc" -> below.isEmpty() ? Place.CONDARC : Place.NOWHERE;
            case "health" -> Place.HEALTH;
            case "metrics" -> below.isEmpty() ? Place.METRICS : Place.NOWHERE;
            case "api" -> below.equals(List.of("sync")) ? Place.SYNC : Place.NOWHERE;
            default -> Place.NOWHERE;
        };
        return new RequestTarget(place, token, below);
    }
}
