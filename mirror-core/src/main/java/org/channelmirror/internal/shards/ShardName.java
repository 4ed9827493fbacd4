package org.channelmirror.internal.shards;

/** The name under which a record is found in shards. */
final class ShardName {

    private static final int MAX_LENGTH = 255;

    private ShardName() {}

    /** What the record says, if that can be a name, else what its file name begins with. */
    static String of(String name, String fileName) {
        if (isName(name)) {
            return name;
        }
        return PackageNames.ofFile(fileName);
    }

    private static boolean isName(String name) {
        if (name.isEmpty() || name.length() > MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c <= ' ' || Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }
}
