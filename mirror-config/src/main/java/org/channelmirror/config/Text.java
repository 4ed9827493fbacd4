package org.channelmirror.config;

/** A scalar's text with its variables expanded, and where it stands. */
record Text(String value, Position position) {}
