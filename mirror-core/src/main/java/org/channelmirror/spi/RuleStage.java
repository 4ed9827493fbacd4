package org.channelmirror.spi;

/**
 * When a {@link SelectionRule} is applied, after every {@link PackageFilter} has decided. The order is fixed, whatever the order
 * in a configuration.
 */
public enum RuleStage {
    /** Drops what is old or too much of one name; what needs it may bring it back. */
    NARROW,
    /** Brings back what the closed list or a rule of {@link #NARROW} dropped. */
    RESTORE,
    /** Drops what another selected file makes superfluous. */
    TIDY
}
