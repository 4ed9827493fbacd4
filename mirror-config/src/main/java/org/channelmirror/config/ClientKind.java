package org.channelmirror.config;

/** A client that takes packages from conda channels, by its kind of configuration. */
public enum ClientKind {
    /** A {@code .condarc}. */
    CONDA,
    /** A {@code .condarc} or {@code .mambarc}, without what only conda knows. */
    MAMBA,
    /** A {@code config.toml}. */
    PIXI
}
