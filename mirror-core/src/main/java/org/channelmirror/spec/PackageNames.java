package org.channelmirror.spec;

/** Checks a name in a match spec, or a glob over names (CEP 26). */
final class PackageNames {

    private PackageNames() {}

    /**
     * Refuses what cannot be a name.
     *
     * @throws IllegalArgumentException with the reason
     */
    static void check(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("it has no package name; write \"*\" for any");
        }
        if (FileSpec.isPackage(name)) {
            throw new IllegalArgumentException("\"" + Shown.of(name) + "\" is a file's name, not a package's");
        }
        for (int i = 0; i < name.length(); i++) {
            if (!isWordCharacter(name.charAt(i)) && !isSeparator(name.charAt(i))) {
                throw new IllegalArgumentException("\"" + Shown.of(name.substring(i, i + 1))
                        + "\" cannot stand in a package name; letters, digits, \"_\", \".\", \"-\" and \"*\" can");
            }
        }
        // Virtual packages begin with two underscores.
        int start = name.startsWith("__") ? 2 : name.startsWith("_") ? 1 : 0;
        for (int i = start; i < name.length(); i++) {
            if (isSeparator(name.charAt(i)) && (i == start || isSeparator(name.charAt(i - 1)))) {
                throw new IllegalArgumentException("\"" + Shown.of(name) + "\" is not a package name: a word is missing"
                        + " before \"" + name.charAt(i) + "\"");
            }
        }
    }

    private static boolean isWordCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '*';
    }

    private static boolean isSeparator(char c) {
        return c == '_' || c == '.' || c == '-';
    }
}
