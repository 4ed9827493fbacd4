package org.channelmirror.repodata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests for {@link RepodataReader} where it knows members. */
class KnownMembersTest {

    private static final String RECORD = "{\"name\":\"a\",\"text\":\"" + "x".repeat(300) + "\"}";

    private final List<String> taken = new ArrayList<>();

    private static String member(int number) {
        return "\"a-" + number + "-0.conda\":" + RECORD;
    }

    /** Expects members of {@code packages.conda}, one after the other; each that is passed is given up. */
    private final class Expected implements KnownMembers {

        private final List<String> members;
        private byte[] bytes = {};

        Expected(List<String> members) {
            this.members = new ArrayList<>(members);
        }

        @Override
        public boolean isAt(Section section) {
            if (section != Section.PACKAGES_CONDA || members.isEmpty()) {
                return false;
            }
            bytes = ("?" + members.get(0)).getBytes(StandardCharsets.UTF_8);
            return true;
        }

        @Override
        public byte[] buffer() {
            return bytes;
        }

        @Override
        public int offset() {
            return 1;
        }

        @Override
        public int length() {
            return bytes.length - 1;
        }

        @Override
        public void found(long end) {
            taken.add("known to " + end);
            members.remove(0);
        }

        @Override
        public void passed(RawRecord record) {
            taken.add("passed " + record.fileName());
            members.removeIf(member -> member.startsWith("\"" + record.fileName()));
        }
    }

    private void read(String document, List<String> known) throws IOException {
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        RepodataReader.read(
                new ByteArrayInputStream(bytes),
                record -> taken.add("record " + record.fileName() + " @" + record.sourceOffset()),
                new Expected(known));
    }

    @Test
    void whatIsKnownIsNotReadWhereverItStandsInTheWindow() throws IOException {
        StringBuilder document = new StringBuilder("{\"packages\":{},\"packages.conda\":{");
        List<String> known = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            document.append(i == 0 ? "" : ", ");
            int value = document.length() + member(i).length() - RECORD.length();
            document.append(member(i));
            if (i % 100 == 7) {
                expected.add("passed a-" + i + "-0.conda");
                expected.add("record a-" + i + "-0.conda @" + value);
            } else {
                known.add(member(i));
                expected.add("known to " + document.length());
            }
        }
        read(document.append("}}").toString(), known);
        assertEquals(expected, taken);
    }

    @Test
    void whatDiffersIsRead() throws IOException {
        String other = member(1).replace("x\"}", "y\"}");
        read("{\"packages.conda\":{" + other + "}}", List.of(member(1)));
        assertEquals(List.of("passed a-1-0.conda", "record a-1-0.conda @33"), taken);
    }

    @Test
    void anotherSectionIsRead() throws IOException {
        read("{\"v3\":{\"conda\":{" + member(1) + "}},\"packages\":{" + member(1) + "}}", List.of(member(1)));
        assertEquals(4, taken.size(), taken::toString);
    }

    @Test
    void whatEndsWithinAKnownMemberIsCutOff() {
        String whole = "{\"packages.conda\":{" + member(1);
        for (String text : List.of(whole, whole + "}", whole.substring(0, whole.length() - 1))) {
            assertThrows(MalformedRepodataException.class, () -> read(text, List.of(member(1))), text);
        }
    }

    @Test
    void behindAKnownMemberComesACommaOrTheEnd() {
        String text = "{\"packages.conda\":{" + member(1) + member(2) + "}}";
        assertThrows(MalformedRepodataException.class, () -> read(text, List.of(member(1), member(2))));
    }
}
