package org.channelmirror.api;

/** Who may read an account over HTTP. */
public enum Visibility {
    /** Everybody who reaches the server. */
    PUBLIC,
    /** Whoever shows a token that was made for it. */
    PRIVATE
}
