package org.channelmirror.testkit.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.Precondition;
import org.channelmirror.spi.PreconditionFailedException;
import org.channelmirror.spi.Publication;
import org.channelmirror.spi.StageKey;
import org.channelmirror.spi.StagedWrite;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.VersionToken;
import org.junit.jupiter.api.Test;

/** Making content visible. */
interface PublicationContract extends StorageFixture {

    @Test
    default void aReaderKeepsWhatItBeganWith() throws IOException {
        String old = "old ".repeat(100_000);
        put("a/b", old);
        try (InputStream begun = storage().open(StoragePath.of("a/b"), ByteRange.ALL);
                InputStream untouched = storage().open(StoragePath.of("a/b"), ByteRange.from(4))) {
            assertEquals('o', begun.read());
            put("a/b", "new");
            assertEquals(Optional.of("new"), text("a/b"));
            storage().delete(List.of(StoragePath.of("a/b")));
            assertEquals(old.substring(1), StorageFixture.read(begun));
            assertEquals(old.substring(4), StorageFixture.read(untouched));
        }
    }

    @Test
    default void absentMeansThatNothingIsThere() throws IOException {
        put("a/b", "first", Precondition.ABSENT);
        PreconditionFailedException failed =
                assertThrows(PreconditionFailedException.class, () -> put("a/b", "second", Precondition.ABSENT));
        assertEquals(StoragePath.of("a/b"), failed.path());
        assertEquals(Optional.of("first"), text("a/b"));
        storage().delete(List.of(StoragePath.of("a/b")));
        put("a/b", "third", Precondition.ABSENT);
        assertEquals(Optional.of("third"), text("a/b"));
    }

    @Test
    default void matchesMeansThatVeryContent() throws IOException {
        VersionToken first = put("a/b", "first");
        VersionToken second = put("a/b", "second", Precondition.matches(first));
        assertThrows(PreconditionFailedException.class, () -> put("a/b", "third", Precondition.matches(first)));
        assertThrows(PreconditionFailedException.class, () -> put("a/none", "third", Precondition.matches(second)));
        assertEquals(Optional.of("second"), text("a/b"));
        assertEquals(Optional.empty(), text("a/none"));
        assertNotEquals(first, put("a/b", "first"));
    }

    @Test
    default void aFailureInTheMiddleKeepsWhatWasBeforeAndStagesTheRest() throws IOException {
        put("a/2", "old");
        StagedWrite one = stage("1", "one");
        StagedWrite two = stage("2", "two");
        StagedWrite three = stage("3", "three");
        assertThrows(
                PreconditionFailedException.class,
                () -> storage()
                        .publish(List.of(
                                new Publication(one, StoragePath.of("a/1")),
                                new Publication(two, StoragePath.of("a/2"), Precondition.ABSENT),
                                new Publication(three, StoragePath.of("a/3")))));
        assertEquals(List.of("a/1", "a/2"), paths("a"));
        assertEquals(Optional.of("old"), text("a/2"));
        assertEquals(List.of(new StageKey("2"), new StageKey("3")), storage().staged());
        three.append(new byte[] {'!'}, 0, 1);
        List<VersionToken> tokens = storage()
                .publish(List.of(
                        new Publication(two, StoragePath.of("a/2")), new Publication(three, StoragePath.of("a/3"))));
        assertEquals(Optional.of("two"), text("a/2"));
        assertEquals(Optional.of("three!"), text("a/3"));
        assertEquals(
                tokens.get(1),
                storage().stat(StoragePath.of("a/3")).orElseThrow().token());
        one.close();
    }

    @Test
    default void preconditionsSeeWhatTheListPublishedBefore() throws IOException {
        StagedWrite one = stage("1", "one");
        StagedWrite two = stage("2", "two");
        PreconditionFailedException failed = assertThrows(
                PreconditionFailedException.class,
                () -> storage()
                        .publish(List.of(
                                new Publication(one, StoragePath.of("a/b"), Precondition.ABSENT),
                                new Publication(two, StoragePath.of("a/b"), Precondition.ABSENT))));
        assertEquals(StoragePath.of("a/b"), failed.path());
        assertEquals(Optional.of("one"), text("a/b"));
        two.discard();
    }

    @Test
    default void ofTwoForOneTargetTheLaterWins() throws IOException {
        List<VersionToken> tokens = storage()
                .publish(List.of(
                        new Publication(stage("1", "one"), StoragePath.of("a/b")),
                        new Publication(stage("2", "two"), StoragePath.of("a/c")),
                        new Publication(stage("3", "three"), StoragePath.of("a/b"))));
        assertEquals(Optional.of("three"), text("a/b"));
        assertEquals(3, tokens.size());
        assertEquals(
                tokens.get(2),
                storage().stat(StoragePath.of("a/b")).orElseThrow().token());
        assertEquals(List.of(), storage().staged());
    }

    @Test
    default void aClosedWriteCanBePublished() throws IOException {
        StagedWrite write = stage("key", "text");
        write.close();
        storage().publish(List.of(new Publication(write, StoragePath.of("a/b"))));
        assertEquals(Optional.of("text"), text("a/b"));
        assertEquals(List.of(), storage().staged());
    }

    @Test
    default void contentIsPublishedOnce() throws IOException {
        StagedWrite write = stage("key", "text");
        Publication publication = new Publication(write, StoragePath.of("a/b"));
        assertThrows(
                IllegalArgumentException.class,
                () -> storage().publish(List.of(publication, new Publication(write, StoragePath.of("a/c")))));
        assertEquals(List.of(), paths("a"));
        storage().publish(List.of(publication));
        assertThrows(IOException.class, () -> storage().publish(List.of(publication)));
        assertEquals(Optional.of("text"), text("a/b"));
        assertEquals(List.of(), storage().publish(List.of()));
    }

    @Test
    default void aDiscardedWriteIsNotPublished() throws IOException {
        StagedWrite write = stage("key", "text");
        write.discard();
        assertThrows(
                IOException.class, () -> storage().publish(List.of(new Publication(write, StoragePath.of("a/b")))));
        assertEquals(Optional.empty(), text("a/b"));
    }
}
