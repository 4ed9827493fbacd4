package org.channelmirror.server;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What is said of a request that came to no handler, such as a malformed one: no more than its status, in plain text. */
final class ErrorAnswer implements Request.Handler {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        Answers.status(response, callback, status < 400 ? HttpStatus.INTERNAL_SERVER_ERROR_500 : status);
        return true;
    }
}
