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
        int build = fileName.lastIndexOf('-');
        int version = build < 0 ? -1 : fileName.lastIndexOf('-', build - 1);
        return version <= 0 ? fileName : fileName.substring(0, version);
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
