package org.channelmirror.internal.clean;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SortedMap;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.channelmirror.api.CleanPlan;
import org.channelmirror.api.DependencyCheck;
import org.channelmirror.api.MirrorWarning;
import org.channelmirror.api.RemovedPackage;
import org.channelmirror.api.RemovedPackages;
import org.channelmirror.api.SubdirClean;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.merge.Leaving;
import org.channelmirror.internal.merge.LeavingPackage;
import org.channelmirror.internal.operation.Scratch;
import org.channelmirror.internal.publish.CleanSurvey;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.Subdir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A plan whose packages are in scratch files, which go with it. */
final class ScratchCleanPlan implements CleanPlan {

    private static final Logger LOG = LoggerFactory.getLogger(ScratchCleanPlan.class);

    private final AccountName account;
    private final CleanSurvey survey;
    private final List<MirrorWarning> warnings;
    private final Scratch scratch;

    ScratchCleanPlan(AccountName account, CleanSurvey survey, List<MirrorWarning> warnings, Scratch scratch) {
        this.account = account;
        this.survey = survey;
        this.warnings = List.copyOf(warnings);
        this.scratch = scratch;
    }

    @Override
    public AccountName account() {
        return account;
    }

    @Override
    public List<SubdirClean> subdirs() {
        return survey.subdirs();
    }

    @Override
    public SortedMap<String, RemovedPackages> reasons() {
        return Collections.unmodifiableSortedMap(survey.byReason());
    }

    @Override
    public List<MirrorWarning> warnings() {
        return warnings;
    }

    @Override
    public DependencyCheck dependencies() {
        return survey.dependencies();
    }

    @Override
    public Stream<RemovedPackage> packages() {
        try {
            Packages packages = new Packages();
            return StreamSupport.stream(
                            Spliterators.spliteratorUnknownSize(packages, Spliterator.ORDERED | Spliterator.NONNULL),
                            false)
                    .onClose(packages::close);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        delete(scratch);
    }

    /** What cannot be deleted is the system's to clear away. */
    static void delete(Scratch scratch) {
        try {
            scratch.close();
        } catch (IOException e) {
            LOG.warn("temporary files could not be deleted: {}", e.getMessage());
        }
    }

    /** One subdir's packages after the other's. */
    private final class Packages implements Iterator<RemovedPackage> {

        private final Iterator<Leaving> subdirs = survey.leaving().iterator();
        private Subdir subdir = Subdir.NOARCH;
        private FrameReader frames = FrameReader.empty();
        private boolean isReady;

        Packages() throws IOException {
            advance();
        }

        private void advance() throws IOException {
            isReady = frames.next();
            while (!isReady && subdirs.hasNext()) {
                frames.close();
                Leaving next = subdirs.next();
                subdir = next.subdir();
                frames = next.open();
                isReady = frames.next();
            }
        }

        @Override
        public boolean hasNext() {
            return isReady;
        }

        @Override
        public RemovedPackage next() {
            if (!isReady) {
                throw new NoSuchElementException();
            }
            LeavingPackage next = LeavingPackage.read(frames);
            RemovedPackage result = new RemovedPackage(
                    subdir, next.file(), next.size(), survey.reasons().text(next.reason()));
            try {
                advance();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return result;
        }

        void close() {
            try {
                frames.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
