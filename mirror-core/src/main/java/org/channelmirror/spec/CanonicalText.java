package org.channelmirror.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a match spec as conda does: {@code channel/subdir::name==version=build[key=value]}. */
final class CanonicalText {

    private final Map<Field, Condition> conditions;
    private final StringBuilder text = new StringBuilder();
    private final List<String> brackets = new ArrayList<>();

    private CanonicalText(Map<Field, Condition> conditions) {
        this.conditions = conditions;
    }

    static String of(Map<Field, Condition> conditions) {
        return new CanonicalText(conditions).write();
    }

    private String write() {
        channelAndSubdir();
        Condition name = conditions.get(Field.NAME);
        text.append(name == null ? "*" : name.text());
        versionAndBuild();
        for (Field field : Field.values()) {
            if (field.compareTo(Field.BUILD) > 0 && !isSaid(field)) {
                bracket(field);
            }
        }
        String written = text.toString();
        // Empty brackets keep a version such as 1.conda from being read as the end of a file's name.
        return brackets.isEmpty() && !FileSpec.isPackage(written)
                ? written
                : written + "[" + String.join(",", brackets) + "]";
    }

    private void channelAndSubdir() {
        Condition channel = conditions.get(Field.CHANNEL);
        Condition subdir = conditions.get(Field.SUBDIR);
        if (channel != null && channel.isExact() && !hasAny(channel.text(), "[]'\"")) {
            text.append(channel.text());
            // Only a subdir that is known to be one is found again behind a channel.
            if (subdir != null && KnownSubdirs.isKnown(subdir.text())) {
                text.append('/').append(subdir.text());
                subdir = null;
            }
            text.append("::");
        } else if (channel != null && !channel.isAny()) {
            bracket("channel", channel.text());
        }
        if (subdir != null) {
            bracket("subdir", subdir.text());
        }
    }

    /** A URL says the file name, and a channel goes before the URL that was read for it. */
    private boolean isSaid(Field field) {
        return (field == Field.FN && conditions.containsKey(Field.URL))
                || (field == Field.URL && conditions.containsKey(Field.CHANNEL));
    }

    private void versionAndBuild() {
        Condition build = conditions.get(Field.BUILD);
        boolean exact = version(conditions.get(Field.VERSION), build != null);
        if (build == null) {
            return;
        }
        if (exact && FileSpec.isBuild(build.text())) {
            text.append('=').append(build.text());
        } else if (hasAny(build.text(), "><$^|,")) {
            brackets.add("build=" + quoted(build.text()));
        } else {
            bracket("build", build.text());
        }
    }

    /** Says whether the version stands outside of the brackets as an exact one. */
    private boolean version(@Nullable Condition condition, boolean hasBuild) {
        if (condition == null || condition.isAny()) {
            return false;
        }
        String version = condition.text();
        boolean excluding = version.startsWith("!=") || version.startsWith("~=");
        if (hasAny(version, "><$^|,") || (excluding && hasBuild)) {
            brackets.add("version=" + quoted(version));
            return false;
        }
        if (excluding) {
            text.append(version);
            return false;
        }
        String literal = version.substring(version.lastIndexOf('=') + 1);
        if (literal.endsWith("*")) {
            text.append('=').append(literal, 0, literal.length() - (literal.endsWith(".*") ? 2 : 1));
            return false;
        }
        text.append("==").append(literal);
        return true;
    }

    private void bracket(Field field) {
        Condition condition = conditions.get(field);
        if (condition != null) {
            bracket(field.key(), condition.text());
        }
    }

    private void bracket(String key, String value) {
        brackets.add(key + "=" + (hasAny(value, ", =[]'\"") ? quoted(value) : value));
    }

    private static String quoted(String value) {
        String quote = value.indexOf('\'') < 0 ? "'" : "\"";
        return quote + value + quote;
    }

    private static boolean hasAny(String text, String characters) {
        return text.chars().anyMatch(c -> characters.indexOf(c) >= 0);
    }
}
