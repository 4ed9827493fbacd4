package org.channelmirror.server;

import java.util.List;
import java.util.Optional;

/**
 * What a request's path asks for.
 *
 * @param place which part of the server
 * @param token the token in the path
 * @param below what follows: for {@link Place#CONDA} the account and what is in it, for {@link Place#PAGE} the account, if any
 */
record RequestTarget(Place place, Optional<String> token, List<String> below) {

    /** A part of the server. */
    enum Place {
        CONDA,
        PAGE,
        CONDARC,
        HEALTH,
        METRICS,
        SYNC,
        NOWHERE
    }

    private static final String TOKEN = "t";
    private static final RequestTarget NOWHERE = new RequestTarget(Place.NOWHERE, Optional.empty(), List.of());
    private static final RequestTarget FRONT = new RequestTarget(Place.PAGE, Optional.empty(), List.of());

    static RequestTarget of(String rawPath) {
        if (rawPath.equals("/")) {
            return FRONT;
        }
        // Only of a page the address may end like that of a folder.
        boolean isFolder = rawPath.endsWith("/");
        return UrlPath.segments(isFolder ? rawPath.substring(0, rawPath.length() - 1) : rawPath)
                .map(RequestTarget::of)
                .filter(target -> !isFolder || target.place == Place.PAGE)
                .orElse(NOWHERE);
    }

    private static RequestTarget of(List<String> segments) {
        int size = segments.size();
        if (segments.get(0).equals(TOKEN)) {
            return size < 3 ? NOWHERE : of(Optional.of(segments.get(1)), segments.subList(2, size));
        }
        if (size > 2 && segments.get(0).equals("conda") && segments.get(1).equals(TOKEN)) {
            return channel(Optional.of(segments.get(2)), segments.subList(3, size));
        }
        return of(Optional.empty(), segments);
    }

    private static RequestTarget of(Optional<String> token, List<String> segments) {
        String first = segments.get(0);
        List<String> below = segments.subList(1, segments.size());
        if (first.equals("conda")) {
            return channel(token, below);
        }
        Place place = switch (first) {
            case "condarc" -> below.isEmpty() ? Place.CONDARC : Place.NOWHERE;
            case "health" -> Place.HEALTH;
            case "metrics" -> below.isEmpty() ? Place.METRICS : Place.NOWHERE;
            case "api" -> below.equals(List.of("sync")) ? Place.SYNC : Place.NOWHERE;
            default -> below.isEmpty() ? Place.PAGE : Place.NOWHERE;
        };
        return new RequestTarget(place, token, place == Place.PAGE ? segments : below);
    }

    private static RequestTarget channel(Optional<String> token, List<String> below) {
        return new RequestTarget(below.size() < 2 ? Place.PAGE : Place.CONDA, token, below);
    }
}
