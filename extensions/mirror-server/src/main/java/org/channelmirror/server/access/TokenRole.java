package org.channelmirror.server.access;

/** What the holder of a token may do. */
public enum TokenRole {
    /** Read the accounts of its scope. */
    READ,
    /** Read them, and ask the server to sync them. */
    ADMIN
}
