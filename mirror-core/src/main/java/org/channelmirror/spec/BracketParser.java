package org.channelmirror.spec;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** Reads what stands between the brackets of a match spec: keys and values, with commas or blanks between them. */
final class BracketParser {

    /** CEP 43 to 45: conditions on other packages, which repodata before revision v3 does not know. */
    private static final Set<String> OF_REPODATA_V3 = Set.of("when", "extras", "flags");

    private final String text;
    private final Map<Field, String> values = new EnumMap<>(Field.class);
    private int at;

    private BracketParser(String text) {
        this.text = text;
    }

    static Map<Field, String> parse(String text) {
        BracketParser parser = new BracketParser(text);
        parser.skipSeparators();
        while (parser.at < text.length()) {
            parser.pair();
            parser.skipSeparators();
        }
        return parser.values;
    }

    private void skipSeparators() {
        while (at < text.length() && isSeparator()) {
            at++;
        }
    }

    private boolean isSeparator() {
        return text.charAt(at) == ',' || Character.isWhitespace(text.charAt(at));
    }

    private void pair() {
        String key = key();
        if (OF_REPODATA_V3.contains(key)) {
            throw new IllegalArgumentException(
                    "\"" + key + "\" is not supported: it belongs to the match specs of repodata v3 (CEP 43 to 45)");
        }
        Field field = Field.of(key)
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no field \"" + Shown.of(key) + "\"; there are " + Field.keys()));
        if (at == text.length() || isSeparator()) {
            throw new IllegalArgumentException("\"" + key + "\" has no value; write " + key + "=VALUE");
        }
        if (text.charAt(at) == '=') {
            at++;
        } else if ("<>!~".indexOf(text.charAt(at)) < 0) {
            throw new IllegalArgumentException("expected \"=\" after \"" + key + "\"");
        }
        String value = value();
        if (value.isBlank()) {
            throw new IllegalArgumentException("the value of \"" + key + "\" is empty");
        }
        if (values.put(field, value) != null) {
            throw new IllegalArgumentException("\"" + key + "\" stands twice");
        }
    }

    private String key() {
        int start = at;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_' || text.charAt(at) == '-')) {
            at++;
        }
        if (start == at) {
            throw new IllegalArgumentException(
                    "expected KEY=VALUE in brackets, not \"" + Shown.of(text.substring(at)) + "\"");
        }
        return text.substring(start, at);
    }

    private String value() {
        if (at < text.length() && (text.charAt(at) == '\'' || text.charAt(at) == '"')) {
            return quoted(text.charAt(at));
        }
        int start = at;
        while (at < text.length() && !isSeparator()) {
            if ("'\"[]".indexOf(text.charAt(at)) >= 0) {
                throw new IllegalArgumentException(
                        "quote the value that has \"" + text.charAt(at) + "\"; there is one pair of brackets");
            }
            at++;
        }
        return text.substring(start, at);
    }

    private String quoted(char quote) {
        int start = at + 1;
        int end = text.indexOf(quote, start);
        if (end < 0) {
            throw new IllegalArgumentException("a quote is not closed");
        }
        at = end + 1;
        if (at < text.length() && !isSeparator()) {
            throw new IllegalArgumentException("a comma is missing after a quote");
        }
        return text.substring(start, end);
    }
}
