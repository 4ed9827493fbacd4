package org.channelmirror.config;

/** How much is logged, under the names of the original tools. */
public enum LogLevel {
    /** Everything. */
    DEBUG,
    /** What is done. */
    INFO,
    /** What a person should know. */
    WARNING,
    /** What went wrong. */
    ERROR,
    /** What ends the program. */
    CRITICAL
}
