package org.channelmirror.internal.transport;

import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.HttpHeaders;

/** What is asked for: a file unless it is a known version, or the rest of one version. */
record HttpAsk(Validator known, HalfBody half) {

    static HttpAsk whole(Validator known) {
        return new HttpAsk(known, HalfBody.NOTHING);
    }

    static HttpAsk rest(HalfBody half) {
        return new HttpAsk(Validator.NONE, half);
    }

    boolean isForRest() {
        return half.bytes() > 0;
    }

    void addTo(HttpGet request) {
        known.etag().ifPresent(etag -> request.setHeader(HttpHeaders.IF_NONE_MATCH, etag));
        known.lastModified().ifPresent(date -> request.setHeader(HttpHeaders.IF_MODIFIED_SINCE, date));
        if (isForRest()) {
            request.setHeader(HttpHeaders.RANGE, "bytes=" + half.bytes() + "-");
            request.setHeader(HttpHeaders.IF_RANGE, half.version().ifRange().orElseThrow());
        }
    }
}
