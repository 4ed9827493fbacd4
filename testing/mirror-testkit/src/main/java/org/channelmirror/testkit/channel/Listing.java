package org.channelmirror.testkit.channel;

/** Where an index lists a package. */
public enum Listing {
    /** Under its format at the top, where every client looks. */
    PACKAGES,
    /** In {@code v3} alone (CEP 48). */
    V3,
    /** In both, with the same record. */
    BOTH
}
