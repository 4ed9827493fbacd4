package org.channelmirror.api;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a netrc text. Mistakes are warnings with their line, which quote nothing: any word may be a password. */
final class NetrcParser {

    /** The entries of old files for anonymous FTP are no mistake. */
    private static final Set<String> NOBODY = Set.of("anonymous", "ftp");

    private final Path file;
    private final NetrcTokens tokens;
    private final Map<String, Credential> entries = new HashMap<>();
    private final List<MirrorWarning> warnings = new ArrayList<>();
    private Entry entry = Entry.NONE;
    private int entryLine;
    private String machine = "";
    private @Nullable String login;
    private @Nullable String password;

    /** What the words belong to that come now. */
    private enum Entry {
        NONE,
        MACHINE,
        DEFAULT,
        BROKEN
    }

    NetrcParser(Path file, String text) {
        this.file = file;
        this.tokens = new NetrcTokens(text);
    }

    Map<String, Credential> entries() {
        return entries;
    }

    List<MirrorWarning> warnings() {
        return warnings;
    }

    void parse() {
        try {
            while (tokens.advance()) {
                if (tokens.isComment()) {
                    tokens.skipLine();
                } else {
                    read(tokens.next());
                }
            }
            end();
        } catch (IllegalArgumentException e) {
            warn(tokens.line(), e.getMessage() + "; what follows is passed over");
        }
    }

    private void read(String keyword) {
        switch (keyword) {
            case "machine" -> {
                end();
                begin(Entry.MACHINE);
                machine = value().toLowerCase(Locale.ROOT);
            }
            case "default" -> {
                end();
                begin(Entry.DEFAULT);
            }
            case "macdef" -> {
                end();
                begin(Entry.NONE);
                tokens.skipParagraph();
            }
            case "login" -> login = value();
            case "password" -> password = value();
            case "account" -> value();
            default -> {
                if (entry != Entry.BROKEN) {
                    warn(
                            tokens.line(),
                            "expected machine, login, password, account, default or macdef; a word with blanks needs"
                                    + " quotes; this entry is passed over");
                }
                entry = Entry.BROKEN;
            }
        }
    }

    private String value() {
        if (!tokens.advance()) {
            throw new IllegalArgumentException("a word is missing at the end");
        }
        return tokens.next();
    }

    private void begin(Entry next) {
        entry = next;
        entryLine = tokens.line();
        login = null;
        password = null;
    }

    private void end() {
        if (entry == Entry.DEFAULT && (login == null || !NOBODY.contains(login))) {
            warn(entryLine, "\"default\" names no server, so it is not used: write \"machine\" and the host's name");
        }
        if (entry == Entry.MACHINE) {
            add();
        }
    }

    private void add() {
        if (login == null || password == null) {
            warn(entryLine, "the entry has no login or no password, so it is not used");
            return;
        }
        try {
            entries.putIfAbsent(machine, new Credential.Basic(login, password));
        } catch (IllegalArgumentException e) {
            warn(entryLine, "the entry is not used: " + e.getMessage());
        }
    }

    private void warn(int line, String message) {
        warnings.add(new MirrorWarning(file + ":" + line, message));
    }
}
