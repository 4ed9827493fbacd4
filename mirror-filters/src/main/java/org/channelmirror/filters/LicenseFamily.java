package org.channelmirror.filters;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The families of licences as conda-build knows them, in the order in which it looks for them, and the family that a text means by
 * its rules: "GPL (>= 2)" is of GPL3, because that is what it allows, and "Unlimited" is of MIT, because that word contains it.
 */
enum LicenseFamily {
    AGPL,
    LGPL,
    GPL3,
    GPL2,
    GPL,
    BSD,
    MIT,
    APACHE,
    PSF,
    CC,
    MOZILLA,
    PUBLIC_DOMAIN,
    PROPRIETARY,
    OTHER,
    NONE;

    /** No licence is named by a text that long: what is behind it is not read. */
    private static final int MAX_LENGTH = 2_000;

    private static final Pattern LESSER = Pattern.compile("LESSER *");
    private static final Pattern AFFERO = Pattern.compile("AFFERO *");
    private static final Pattern NOT_PLAIN_GPL = Pattern.compile("[AL,]GPL");
    private static final Pattern CREATIVE_COMMONS = Pattern.compile("CC\\w");
    private static final Pattern SPECIAL = Pattern.compile("[\\s\\p{Punct}]+");

    /** The family that a licence's text means. */
    static LicenseFamily of(String text) {
        String cut = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) : text;
        String upper = cut.toUpperCase(Locale.ROOT).replace("GENERAL PUBLIC LICENSE", "GPL");
        String normal = AFFERO.matcher(LESSER.matcher(upper).replaceAll("L")).replaceAll("A");
        LicenseFamily version = gplVersion(NOT_PLAIN_GPL.matcher(normal).replaceAll(""));
        if (version != OTHER) {
            return version;
        }
        if (CREATIVE_COMMONS.matcher(normal).find()) {
            return CC;
        }
        String plain = plain(normal);
        for (LicenseFamily family : values()) {
            if (plain.contains(plain(family.name()))) {
                return family;
            }
        }
        return OTHER;
    }

    /** The family of this name, whatever stands between its words. */
    static Optional<LicenseFamily> named(String name) {
        String plain = plain(name.toUpperCase(Locale.ROOT));
        for (LicenseFamily family : values()) {
            if (plain(family.name()).equals(plain)) {
                return Optional.of(family);
            }
        }
        return Optional.empty();
    }

    /** A text without what stands between its words. */
    static String plain(String text) {
        return SPECIAL.matcher(text).replaceAll("");
    }

    /**
     * GPL3, GPL2 or OTHER, by the first 2 or 3 behind any GPL: 3, and 2 behind "at least", are GPL3. Goes from the end to the
     * beginning, so that a text of nothing but GPL takes no longer than another.
     */
    private static LicenseFamily gplVersion(String text) {
        LicenseFamily found = OTHER;
        int next = -1;
        for (int i = text.length() - 1; i >= 0; i--) {
            char c = text.charAt(i);
            if (c == '2' || c == '3') {
                next = i;
            } else if (next >= 0 && text.startsWith("GPL", i)) {
                if (text.charAt(next) == '3' || isAtLeast(text, next)) {
                    return GPL3;
                }
                found = GPL2;
            }
        }
        return found;
    }

    private static boolean isAtLeast(String text, int number) {
        int i = number - 1;
        while (i >= 0 && text.charAt(i) == ' ') {
            i--;
        }
        return i >= 1 && text.charAt(i) == '=' && text.charAt(i - 1) == '>';
    }

    /** The name as conda's packages have it. */
    @Override
    public String toString() {
        return this == PUBLIC_DOMAIN ? "Public-Domain" : name();
    }
}
