package org.channelmirror.repodata;

import java.nio.charset.StandardCharsets;

/** Walks over one record's fields and notes where the wanted ones stand. */
final class RecordScan {

    private RecordScan() {}

    /** Scans the object at the record's start; answers the index behind it, or {@link JsonScanner#UNDERFLOW}. */
    static int scan(JsonScanner scanner, byte[] b, int limit, RawRecord record) throws JsonSyntaxException {
        int i = record.start();
        if (b[i] != '{') {
            throw new JsonSyntaxException(i, "a record is an object");
        }
        i = scanner.skipSpace(b, i + 1, limit);
        if (i < limit && b[i] == '}') {
            return i + 1;
        }
        while (true) {
            int keyStart = i;
            int keyEnd = scanner.skipString(b, i, limit);
            if (keyEnd == JsonScanner.UNDERFLOW) {
                return JsonScanner.UNDERFLOW;
            }
            int value = scanner.skipColon(b, keyEnd, limit);
            if (value == JsonScanner.UNDERFLOW) {
                return JsonScanner.UNDERFLOW;
            }
            i = scanner.skipValue(b, value, limit);
            if (i == JsonScanner.UNDERFLOW) {
                return JsonScanner.UNDERFLOW;
            }
            int field = field(b, keyStart, keyEnd);
            if (field >= 0) {
                record.field(field, value, i);
            }
            i = scanner.skipSpace(b, i, limit);
            if (i >= limit) {
                return JsonScanner.UNDERFLOW;
            }
            if (b[i] == '}') {
                return i + 1;
            }
            if (b[i] != ',') {
                throw new JsonSyntaxException(i, "expected \",\" or \"}\"");
            }
            i = scanner.skipSpace(b, i + 1, limit);
        }
    }

    /** A name may be written with escapes; what it means counts, as it does for every client. */
    private static int field(byte[] b, int start, int end) {
        for (int i = start + 1; i < end - 1; i++) {
            if (b[i] == '\\') {
                byte[] name = JsonText.decode(b, start, end).getBytes(StandardCharsets.UTF_8);
                return RecordField.find(name, 0, name.length);
            }
        }
        return RecordField.find(b, start + 1, end - 1);
    }
}
