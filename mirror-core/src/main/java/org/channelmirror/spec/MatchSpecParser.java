package org.channelmirror.spec;

import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Splits a match spec into what it asks of each field, as conda does. */
final class MatchSpecParser {

    private static final int MAX_LENGTH = 4000;
    private static final Pattern BLANKS = Pattern.compile(" +");
    private static final String AFTER_NAME = " =<>!~";

    private final String text;
    private final Map<Field, String> values = new EnumMap<>(Field.class);

    MatchSpecParser(String text) {
        this.text = text;
    }

    Map<Field, Condition> parse() {
        try {
            read();
            Map<Field, Condition> conditions = new EnumMap<>(Field.class);
            values.forEach((field, value) -> conditions.put(field, field.condition(value)));
            return conditions;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("match spec \"" + Shown.of(text) + "\": " + e.getMessage(), e);
        }
    }

    private void read() {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("it has more than " + MAX_LENGTH + " characters");
        }
        int comment = text.indexOf('#');
        String spec = (comment < 0 ? text : text.substring(0, comment)).strip();
        if (!Urls.isPrintable(spec)) {
            throw new IllegalArgumentException("it has a tab, a line break or a control character; use blanks");
        }
        if (spec.endsWith("@")) {
            readFeature(spec.substring(0, spec.length() - 1));
        } else if (FileSpec.isPackage(spec)) {
            values.putAll(FileSpec.read(spec));
            PackageNames.check(values.getOrDefault(Field.NAME, ""));
        } else {
            readParts(spec);
        }
    }

    /** conda's old way to ask for a feature. */
    private void readFeature(String feature) {
        PackageNames.check(feature);
        values.put(Field.NAME, "*");
        values.put(Field.TRACK_FEATURES, feature);
    }

    private void readParts(String spec) {
        int open = spec.indexOf('[');
        Map<Field, String> brackets = new EnumMap<>(Field.class);
        if (open >= 0) {
            if (!spec.endsWith("]")) {
                throw new IllegalArgumentException("a \"[\" is not closed at its end");
            }
            brackets.putAll(BracketParser.parse(spec.substring(open + 1, spec.length() - 1)));
        }
        String positional = open < 0 ? spec : spec.substring(0, open);
        if (positional.indexOf('\'') >= 0 || positional.indexOf('"') >= 0) {
            throw new IllegalArgumentException("a quote can stand only in brackets");
        }
        int colon = positional.lastIndexOf(':');
        if (colon >= 0) {
            readChannel(positional.substring(0, colon));
        }
        readPackage(positional.substring(colon + 1).strip());
        // The name outside of the brackets counts: else a spec could show one package and mean another.
        brackets.remove(Field.NAME);
        String channel = brackets.remove(Field.CHANNEL);
        if (channel != null) {
            putChannel(channel);
        }
        brackets.computeIfPresent(Field.VERSION, (field, version) -> withoutEquals(version, null));
        values.putAll(brackets);
    }

    /** Before the last colon stands a channel, a colon and a namespace, which nothing uses; or the namespace alone. */
    private void readChannel(String before) {
        int colon = before.lastIndexOf(':');
        if (before.indexOf('/', colon + 1) >= 0) {
            throw new IllegalArgumentException("expected two colons between a channel and a name");
        }
        if (colon > 0) {
            putChannel(before.substring(0, colon).strip());
        }
    }

    private void putChannel(String given) {
        String channel = Urls.withoutFinalSlashes(given);
        String subdir = KnownSubdirs.endOf(channel);
        int end = channel.length() - subdir.length();
        values.put(Field.CHANNEL, subdir.isEmpty() ? channel : channel.substring(0, end - 1));
        if (!subdir.isEmpty()) {
            values.put(Field.SUBDIR, subdir);
        }
    }

    private void readPackage(String spec) {
        int end = 0;
        while (end < spec.length() && AFTER_NAME.indexOf(spec.charAt(end)) < 0) {
            end++;
        }
        String name = spec.substring(0, end);
        PackageNames.check(name);
        values.put(Field.NAME, name);
        String rest = spec.substring(end);
        if (!rest.isBlank()) {
            readVersionAndBuild(BLANKS.matcher(rest.strip()).replaceAll(" "), rest.startsWith(" "));
        }
    }

    private void readVersionAndBuild(String rest, boolean afterBlank) {
        int split = buildSeparator(rest);
        if (split < 0) {
            values.put(Field.VERSION, withoutEquals(rest.replace(" ", ""), null));
            return;
        }
        String version = rest.substring(0, split).replace(" ", "");
        String build = rest.substring(split + 1).strip();
        if (build.indexOf(' ') >= 0) {
            throw new IllegalArgumentException("expected a name, a version and a build, and nothing after them");
        }
        // "name =1.8 build" is fuzzy and "name=1.8=build" is not.
        boolean fuzzy = afterBlank && rest.charAt(split) == ' ' && version.startsWith("=") && !version.startsWith("==");
        values.put(Field.VERSION, withoutEquals(version, fuzzy ? null : build));
        values.put(Field.BUILD, build);
    }

    /** Where the build begins: after the first blank or "=" that is no part of a condition and that no condition follows. */
    private static int buildSeparator(String rest) {
        int lastOfVersion = rest.length() - 1;
        for (int i = rest.length() - 1; i >= 0 && "-=,|<>~".indexOf(rest.charAt(i)) < 0; i--) {
            lastOfVersion = i - 1;
        }
        for (int i = Math.max(1, lastOfVersion); i < rest.length() - 1; i++) {
            char c = rest.charAt(i);
            if ((c == ' ' || c == '=') && "=!|,<>~".indexOf(rest.charAt(i - 1)) < 0) {
                return i;
            }
        }
        return -1;
    }

    /** Takes off what says no more than the value: "==1.8" is 1.8, and "=1.8" is 1.8* where no build follows. */
    private static String withoutEquals(String version, @Nullable String build) {
        int equals = version.startsWith("==") ? 2 : version.startsWith("=") ? 1 : 0;
        String bare = version.substring(equals);
        if (equals == 0 || bare.isEmpty() || bare.startsWith("=")) {
            return version;
        }
        if (equals == 2 && build == null) {
            return bare;
        }
        if (bare.indexOf('=') >= 0 || bare.indexOf(',') >= 0 || bare.indexOf('|') >= 0) {
            return version;
        }
        return build == null && !bare.endsWith("*") ? bare + "*" : bare;
    }
}
