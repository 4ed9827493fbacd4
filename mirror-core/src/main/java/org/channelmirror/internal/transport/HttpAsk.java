package org.channelmirror.internal.transport;

import java.net.URI;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpHead;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.HttpHeaders;

/** What is asked for: a file unless it is a known version, the rest of one version, or no more than what there is. */
record HttpAsk(HttpAsk.Method method, Validator known, HalfBody half) {

    /** The request method. */
    enum Method {
        GET,
        HEAD
    }

    static HttpAsk whole(Validator known) {
        return new HttpAsk(Method.GET, known, HalfBody.NOTHING);
    }

    static HttpAsk rest(HalfBody half) {
        return new HttpAsk(Method.GET, Validator.NONE, half);
    }

    static HttpAsk look(Validator known) {
        return new HttpAsk(Method.HEAD, known, HalfBody.NOTHING);
    }

    boolean isForRest() {
        return half.bytes() > 0;
    }

    HttpUriRequestBase request(URI uri) {
        HttpUriRequestBase request = method == Method.GET ? new HttpGet(uri) : new HttpHead(uri);
        known.etag().ifPresent(etag -> request.setHeader(HttpHeaders.IF_NONE_MATCH, etag));
        known.lastModified().ifPresent(date -> request.setHeader(HttpHeaders.IF_MODIFIED_SINCE, date));
        if (isForRest()) {
            request.setHeader(HttpHeaders.RANGE, "bytes=" + half.bytes() + "-");
            request.setHeader(HttpHeaders.IF_RANGE, half.version().ifRange().orElseThrow());
        }
        return request;
    }
}
