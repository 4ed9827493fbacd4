package org.channelmirror.cli;

import picocli.CommandLine;

/** Reads a {@link Lifetime} on the command line. */
final class LifetimeConverter implements CommandLine.ITypeConverter<Lifetime> {

    @Override
    public Lifetime convert(String value) {
        return Lifetime.parse(value);
    }
}
