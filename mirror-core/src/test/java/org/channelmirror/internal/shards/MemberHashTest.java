package org.channelmirror.internal.shards;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests for {@link MemberHash}. */
final class MemberHashTest {

    private final MemberHash hash = new MemberHash();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aTextHasTheHashOfItsMembers() {
        Map<String, String> members = new LinkedHashMap<>();
        StringBuilder text = new StringBuilder("?");
        for (String record : new String[] {"{}", "{\"a\":\"\\\",\\n\"}", "{\"b\":[\"\u00e4\",{}]}"}) {
            members.put("x-" + members.size() + ".conda", record);
            text.setLength(0);
            members.forEach((key, value) -> {
                hash.add(bytes(key), 0, key.length());
                hash.value(bytes(value), 0, bytes(value).length);
                text.append(text.length() == 0 ? "?" : ",\n")
                        .append('"')
                        .append(key)
                        .append("\":")
                        .append(value);
            });
            byte[] expected = hash.end();
            byte[] whole = bytes(text + ",");
            assertArrayEquals(expected, hash.ofText(whole, 1, whole.length - 2), text.toString());
        }
    }
}
