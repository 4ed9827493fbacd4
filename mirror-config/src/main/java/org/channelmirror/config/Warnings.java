package org.channelmirror.config;

import java.util.ArrayList;
import java.util.List;
import org.channelmirror.api.MirrorWarning;

/** Collects what a person should know of one file though it can be used. */
final class Warnings {

    private final String file;
    private final List<MirrorWarning> found = new ArrayList<>();

    Warnings(String file) {
        this.file = file;
    }

    void add(Position at, String message) {
        String subject = file + ":" + at.line() + ":" + at.column();
        found.add(new MirrorWarning(subject, Secrets.redact(Secrets.printable(message))));
    }

    List<MirrorWarning> all() {
        return List.copyOf(found);
    }
}
