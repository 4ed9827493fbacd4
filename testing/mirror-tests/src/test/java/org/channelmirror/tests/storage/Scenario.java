package org.channelmirror.tests.storage;

import java.io.IOException;
import java.nio.file.Path;
import org.channelmirror.storage.Disk;
import org.channelmirror.storage.FileSystemStorage;

/** What is done to a storage while the power may go. */
enum Scenario {

    /** One process, and every verb of a storage. */
    EVERYTHING("") {
        @Override
        void run(PromisingStorage storage) throws IOException {
            everything(storage);
        }
    },

    /** Where files have one name only, sharing copies. */
    SHARING_COPIES("") {
        @Override
        Disk disk(Disk disk) {
            return new DiskWrapper(disk) {
                @Override
                public void link(Path link, Path existing) {
                    throw new UnsupportedOperationException("no links");
                }
            };
        }

        @Override
        void run(PromisingStorage storage) throws IOException {
            storage.stageAndForce("one", "content of one");
            storage.stage("two", "content of two");
            storage.publish("one", "conda/a/noarch/x", "two", "conda/a/noarch/y");
            storage.share("conda/a/noarch/x", "conda/b/noarch/x");
            storage.share("conda/a/noarch/x", "conda/a/noarch/y");
        }
    },

    /** A second name of a folder, which moves, and many files shared at once. */
    ALIASES_AND_SHARES("") {
        @Override
        void run(PromisingStorage storage) throws IOException {
            storage.stageAndForce("one", "content of one");
            storage.stageAndForce("two", "content of two");
            storage.publish("one", "conda/a/noarch/x", "two", "conda/a/noarch/y");
            storage.shareAll("conda/a/noarch/x", "conda/a/label/s/x", "conda/a/noarch/y", "conda/a/label/s/y");
            storage.shareAll("conda/a/noarch/y", "conda/a/label/t/x", "conda/a/noarch/x", "conda/b/x");
            storage.alias("conda/a/label/prod", "conda/a/label/s", "x");
            storage.alias("conda/a/label/prod", "conda/a/label/t", "x");
        }
    },

    /** An earlier process died with folders made and content staged, none of it forced. */
    STAGING_GOES_ON("") {
        @Override
        void earlier(PromisingStorage storage) throws IOException {
            storage.stageAndForce("k", "begun, ");
        }

        @Override
        void run(PromisingStorage storage) throws IOException {
            storage.stageAndForce("k", "ended");
        }
    },

    /** An earlier process died between staging and forcing; nothing is appended any more. */
    STAGED_CONTENT_IS_PUBLISHED_AS_IT_IS("mirror/.mirror/staging") {
        @Override
        void earlier(PromisingStorage storage) throws IOException {
            storage.stage("k", "all of it");
        }

        @Override
        void run(PromisingStorage storage) throws IOException {
            storage.stage("k", "");
            storage.publish("k", "conda/a/noarch/x");
        }
    },

    /** An earlier process died between moving and forcing; something else is published beside it. */
    PUBLISHING_GOES_ON("mirror/.mirror/staging") {
        @Override
        void earlier(PromisingStorage storage) throws IOException {
            storage.stage("k", "x");
            storage.publish("k", "conda/a/noarch/x");
        }

        @Override
        void run(PromisingStorage storage) throws IOException {
            storage.stage("l", "y");
            storage.publish("l", "conda/a/noarch/y");
        }
    },

    /** An earlier process died while it made a log. */
    APPENDING_GOES_ON("") {
        @Override
        void earlier(PromisingStorage storage) throws IOException {
            storage.append(".mirror/log", "one\n");
        }

        @Override
        void run(PromisingStorage storage) throws IOException {
            storage.append(".mirror/log", "two\n");
        }
    },

    /** An earlier process died between deleting and forcing. */
    DELETING_GOES_ON("") {
        @Override
        void first(PromisingStorage storage) throws IOException {
            storage.stage("k", "x");
            storage.publish("k", "conda/a/noarch/x");
        }

        @Override
        void earlier(PromisingStorage storage) throws IOException {
            storage.delete("conda/a/noarch/x");
        }

        @Override
        void run(PromisingStorage storage) throws IOException {
            storage.delete("conda/a/noarch/x");
        }
    };

    private final String provenElsewhere;

    Scenario(String provenElsewhere) {
        this.provenElsewhere = provenElsewhere;
    }

    /** The folder whose force this scenario cannot show to be needed, but another does. */
    String provenElsewhere() {
        return provenElsewhere;
    }

    /** What a first process does, which ends well. */
    void first(PromisingStorage storage) throws IOException {}

    /** What a second process does, which dies at the first folder it forces. */
    void earlier(PromisingStorage storage) throws IOException {}

    /** What the process does in which the power goes. */
    abstract void run(PromisingStorage storage) throws IOException;

    /** The disk as that process sees it. */
    Disk disk(Disk disk) {
        return disk;
    }

    /** Brings the disk to where the process begins in which the power goes. */
    void prepare(Disk disk, Path root, Promises promises) throws IOException {
        first(new PromisingStorage(new FileSystemStorage(root, disk), promises));
        Disk dying = new DiskWrapper(disk) {
            @Override
            public void forceFolder(Path folder) {
                throw new Killed();
            }
        };
        try {
            earlier(new PromisingStorage(new FileSystemStorage(root, dying), promises));
        } catch (Killed e) {
            return;
        }
    }

    private static final class Killed extends RuntimeException {}

    private static void everything(PromisingStorage storage) throws IOException {
        storage.stageAndForce("one", "content of one");
        storage.stageAndForce("one", ", and more");
        storage.stage("two", "content of two");
        storage.publish("one", "conda/a/noarch/x", "two", "conda/a/linux-64/y");
        storage.stageAndForce("three", "replaces x");
        storage.stage("eight", "never published");
        storage.publish("three", "conda/a/noarch/x");
        storage.share("conda/a/noarch/x", "conda/b/noarch/x");
        storage.share("conda/a/noarch/x", "conda/a/linux-64/y");
        storage.lockAndRelease("conda/a");
        storage.lockAndRelease("conda/a");
        storage.append(".mirror/history", "one\n");
        storage.append(".mirror/history", "two\n");
        storage.stageAndForce("four", "first of two");
        storage.stage("five", "second of two");
        storage.publish("four", "conda/a/noarch/1", "five", "conda/a/noarch/2");
        storage.stageAndForce("six", "before the failure");
        storage.stageAndForce("seven", "the failure");
        storage.publishOnlyTheFirst("six", "conda/a/noarch/3", "seven", "conda/a/noarch/2");
        storage.delete("conda/a/noarch/x", "conda/a/linux-64/y", "conda/a/noarch/none", "conda/a/noarch/1");
    }
}
