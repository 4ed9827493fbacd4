package org.channelmirror.testkit.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.channelmirror.spi.AliasResult;
import org.channelmirror.spi.AliasState;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.DeleteResult;
import org.channelmirror.spi.ShareResult;
import org.channelmirror.spi.StoragePath;
import org.junit.jupiter.api.Test;

/** A second name of a folder. Of a storage that has none only that is asked. */
interface AliasContract extends StorageFixture {

    private AliasResult alias(String alias, String folder) throws IOException {
        return storage().alias(StoragePath.of(alias), StoragePath.of(folder));
    }

    private void assumeAlias(String alias, String folder) throws IOException {
        assumeTrue(alias(alias, folder) == AliasResult.ALIASED, "the storage has no aliases");
    }

    @Test
    default void aStorageWithoutAliasesChangesNothing() throws IOException {
        put("a/one/x", "1");
        if (alias("a/prod", "a/one") == AliasResult.UNSUPPORTED) {
            assertEquals(List.of(), paths("a/prod"));
            assertEquals(Optional.empty(), text("a/prod/x"));
        }
        assertEquals(List.of("a/one/x"), paths("a"));
    }

    @Test
    default void anAliasIsSetToTheFolderThatItWasGivenLast() throws IOException {
        put("a/one/x", "1");
        put("a/folder/x", "2");
        assumeAlias("a/prod", "a/one");
        reopen();
        assertState(AliasState.SET, "a/prod", "a/one");
        assertState(AliasState.NOT_SET, "a/prod", "a/two");
        assertState(AliasState.NOT_SET, "a/absent", "a/one");
        assertState(AliasState.NOT_SET, "a/folder", "a/one");
        alias("a/prod", "a/two");
        assertState(AliasState.SET, "a/prod", "a/two");
        assertState(AliasState.NOT_SET, "a/prod", "a/one");
        storage().delete(List.of(StoragePath.of("a/prod")));
        assertState(AliasState.NOT_SET, "a/prod", "a/two");
        assertState(AliasState.NOT_SET, "no/prod", "no/one");
    }

    /** A storage may be unable to tell. */
    private void assertState(AliasState expected, String alias, String folder) throws IOException {
        AliasState state = storage().aliasState(StoragePath.of(alias), StoragePath.of(folder));
        assertTrue(state == expected || state == AliasState.UNSUPPORTED, alias + " for " + folder + " is " + state);
    }

    @Test
    default void whatIsBelowTheFolderIsBelowTheAlias() throws IOException {
        put("a/label/one/noarch/x", "1");
        put("a/label/one/noarch/y", "22");
        put("a/label/one/z", "333");
        assumeAlias("a/label/prod", "a/label/one");
        reopen();
        assertEquals(Optional.of("1"), text("a/label/prod/noarch/x"));
        assertEquals(
                2,
                storage()
                        .stat(StoragePath.of("a/label/prod/noarch/y"))
                        .orElseThrow()
                        .size());
        assertEquals(
                List.of("a/label/prod/noarch/x", "a/label/prod/noarch/y", "a/label/prod/z"), paths("a/label/prod"));
        assertEquals(List.of("a/label/prod/noarch/x", "a/label/prod/noarch/y"), paths("a/label/prod/noarch"));
        assertEquals(Optional.empty(), storage().stat(StoragePath.of("a/label/prod/absent")));
        assertThrows(
                NoSuchFileException.class,
                () -> storage()
                        .open(StoragePath.of("a/label/prod/absent"), ByteRange.ALL)
                        .close());
        put("a/label/one/noarch/new", "4");
        assertEquals(Optional.of("4"), text("a/label/prod/noarch/new"));
        assertEquals(
                ShareResult.class,
                storage()
                        .share(StoragePath.of("a/label/prod/z"), StoragePath.of("b/z"))
                        .getDeclaringClass());
        assertEquals(Optional.of("333"), text("b/z"));
    }

    @Test
    default void anAliasIsNotSeenFromItsFolder() throws IOException {
        put("a/label/one/x", "1");
        put("a/label/zzz/x", "2");
        assumeAlias("a/label/prod", "a/label/one");
        assertEquals(List.of("a/label/one/x", "a/label/zzz/x"), paths("a"));
        assertEquals(Optional.empty(), storage().stat(StoragePath.of("a/label/prod")));
    }

    @Test
    default void anAliasOfNothingIsEmptyUntilSomethingIsThere() throws IOException {
        assumeAlias("a/prod", "a/one");
        assertEquals(List.of(), paths("a/prod"));
        assertEquals(Optional.empty(), text("a/prod/x"));
        put("a/one/x", "1");
        assertEquals(Optional.of("1"), text("a/prod/x"));
    }

    @Test
    default void nothingIsWrittenBelowAnAlias() throws IOException {
        put("a/one/x", "1");
        assumeAlias("a/prod", "a/one");
        assertThrows(IOException.class, () -> put("a/prod/x", "2"));
        assertThrows(IOException.class, () -> put("a/prod/y", "2"));
        assertThrows(IOException.class, () -> storage().append(StoragePath.of("a/prod/log"), new byte[1]));
        assertThrows(
                IOException.class, () -> storage().share(StoragePath.of("a/one/x"), StoragePath.of("a/prod/shared")));
        assertEquals(
                DeleteResult.Outcome.FAILED,
                storage().delete(List.of(StoragePath.of("a/prod/x"))).get(0).outcome());
        assertEquals(List.of("a/one/x"), paths("a"));
        assertEquals(Optional.of("1"), text("a/one/x"));
    }

    @Test
    default void anAliasIsMovedAndTakenAway() throws IOException {
        put("a/one/x", "1");
        put("a/two/x", "2");
        assumeAlias("a/prod", "a/one");
        alias("a/prod", "a/two");
        alias("a/prod", "a/two");
        assertEquals(Optional.of("2"), text("a/prod/x"));
        StoragePath prod = StoragePath.of("a/prod");
        assertEquals(
                DeleteResult.Outcome.DELETED,
                storage().delete(List.of(prod)).get(0).outcome());
        assertEquals(
                DeleteResult.Outcome.ABSENT,
                storage().delete(List.of(prod)).get(0).outcome());
        assertEquals(Optional.empty(), text("a/prod/x"));
        assertEquals(List.of("a/one/x", "a/two/x"), paths("a"));
        put("a/prod/x", "now a folder");
        assertEquals(Optional.of("now a folder"), text("a/prod/x"));
    }

    @Test
    default void anAliasTakesNoOtherName() throws IOException {
        put("a/one/x", "1");
        put("a/folder/deep/y", "2");
        put("a/object", "3");
        assumeAlias("a/prod", "a/one");
        assertThrows(IOException.class, () -> alias("a/folder", "a/one"));
        assertThrows(IOException.class, () -> alias("a/object", "a/one"));
        assertEquals(List.of("a/folder/deep/y", "a/object", "a/one/x"), paths("a"));
        storage().delete(List.of(StoragePath.of("a/folder/deep/y")));
        assertEquals(AliasResult.ALIASED, alias("a/folder", "a/one"), "nothing is left of it");
        assertEquals(Optional.of("1"), text("a/folder/x"));
    }

    @Test
    default void aReaderSeesOneFolderOrTheOther() throws Exception {
        put("a/one/x", "1");
        put("a/two/x", "2");
        assumeAlias("a/prod", "a/one");
        Set<Optional<String>> seen = ConcurrentHashMap.newKeySet();
        AtomicBoolean moving = new AtomicBoolean(true);
        Threads.run(2, thread -> {
            if (thread == 0) {
                for (int i = 0; i < 200; i++) {
                    alias("a/prod", i % 2 == 0 ? "a/two" : "a/one");
                }
                moving.set(false);
            } else {
                while (moving.get()) {
                    seen.add(text("a/prod/x"));
                }
            }
        });
        assertTrue(Set.of(Optional.of("1"), Optional.of("2")).containsAll(seen), seen::toString);
    }
}
