package org.channelmirror.cli;

import java.io.IOException;
import java.nio.file.NoSuchFileException;

/** What an exception of files means to a person. */
final class Reasons {

    private Reasons() {}

    static String of(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        boolean isBare = failure instanceof NoSuchFileException missing && missing.getReason() == null;
        return isBare ? message + ": there is no such file" : message;
    }
}
