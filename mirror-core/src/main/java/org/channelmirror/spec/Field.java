package org.channelmirror.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.channelmirror.spec.TextCondition.Getter;

/** The fields of a record that a match spec can ask for, in the order in which conda writes them. */
enum Field {
    CHANNEL,
    SUBDIR,
    NAME,
    VERSION,
    BUILD,
    BUILD_NUMBER,
    TRACK_FEATURES,
    FEATURES,
    URL,
    MD5,
    SHA256,
    LICENSE,
    LICENSE_FAMILY,
    FN,
    SIZE;

    /** The name in brackets, which is the record's key too. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Field> of(String key) {
        for (Field field : values()) {
            if (field.key().equals(key)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }

    static String keys() {
        List<String> keys = new ArrayList<>();
        for (Field field : values()) {
            keys.add(field.key());
        }
        return String.join(", ", keys);
    }

    /**
     * Reads what a spec asks of this field.
     *
     * @throws IllegalArgumentException if the value cannot be read
     */
    Condition condition(String value) {
        return switch (this) {
            case CHANNEL -> ChannelCondition.of(value);
            case SUBDIR -> text(value, Candidate::subdir);
            case NAME -> text(lower(value), Candidate::name);
            case VERSION -> new VersionFieldCondition(VersionSpec.parse(value));
            case BUILD -> text(value, Candidate::build);
            case BUILD_NUMBER -> NumberCondition.of(value, Candidate::buildNumber);
            case TRACK_FEATURES -> FeatureCondition.of(value, Candidate::trackFeatures);
            case FEATURES -> FeatureCondition.of(value, Candidate::features);
            case URL -> url(Urls.withoutSecrets(value));
            case MD5 -> text(value, Candidate::md5);
            case SHA256 -> text(value, Candidate::sha256);
            case LICENSE -> text(lower(value), Candidate::license);
            case LICENSE_FAMILY -> text(lower(value), Candidate::licenseFamily);
            case FN -> text(value, Candidate::fileName);
            case SIZE -> NumberCondition.of(value, Candidate::size);
        };
    }

    private static Condition text(String value, Getter getter) {
        return new TextCondition(value, TextPattern.of(value), getter);
    }

    private static Condition url(String value) {
        return new TextCondition(value, TextPattern.of(Urls.decoded(value)), Candidate::url);
    }

    private static String lower(String value) {
        return value.toLowerCase(Locale.ROOT);
    }
}
