package org.channelmirror.internal.transport;

import java.net.URI;

/** How a download ended, when it did not fail. */
public sealed interface DownloadResult {

    /** The file is as its validator says; no byte came. */
    record NotModified() implements DownloadResult {}

    /** There is no such file: 404, 410, or no local file. */
    record NotFound(int status) implements DownloadResult {}

    /**
     * The whole body went to the sink.
     *
     * @param validator tells this version
     * @param bytes how many bytes the sink was given
     * @param finalUri where the body came from after redirects; what relative URLs in it refer to;
     *     may hold credentials, as the URL asked for may
     */
    record Done(Validator validator, long bytes, URI finalUri) implements DownloadResult {}
}
