package org.channelmirror.api;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.Decision;

/**
 * What is said of one package file. Immutable.
 *
 * @param subdir its subdir
 * @param file its name
 * @param decision whether a sync would have it, and what decides that
 * @param opinions everything that filters have to say of it, in the order in which they are asked
 * @param facts what filters look at in its record, such as the licence as it is written and the family read from it
 * @param channel the channel it comes from, without secrets; empty if it is known from the published index only
 * @param others the channels that list it, too, and come later
 * @param presence whether it is published here now
 */
public record ExplainedPackage(
        Subdir subdir,
        PackageFileName file,
        Decision decision,
        List<Decision> opinions,
        List<String> facts,
        Optional<String> channel,
        List<OtherListing> others,
        Presence presence) {

    /** Whether a package is published here now. */
    public enum Presence {
        /** No published index lists it. */
        ABSENT,
        /** It is published as the channel lists it. */
        PUBLISHED,
        /** Another content is published under its name. */
        DIFFERENT
    }

    /**
     * A channel that lists a file which is taken from another. Immutable.
     *
     * @param channel the channel, without secrets
     * @param content whether it lists the same bytes
     */
    public record OtherListing(String channel, Content content) {

        /** Whether two channels list the same bytes. */
        public enum Content {
            /** They do. */
            SAME,
            /** They do not: which channel comes first decides what a client gets. */
            DIFFERENT
        }

        /** Refuses nulls. */
        public OtherListing {
            Objects.requireNonNull(channel, "channel");
            Objects.requireNonNull(content, "content");
        }
    }

    /** Copies the lists. */
    public ExplainedPackage {
        Objects.requireNonNull(subdir, "subdir");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(decision, "decision");
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(presence, "presence");
        opinions = List.copyOf(opinions);
        facts = List.copyOf(facts);
        others = List.copyOf(others);
    }

    /**
     * What decides.
     *
     * @return the decision, or where it has no reason the first opinion of its kind; without a reason if nobody has one
     */
    public Decision because() {
        if (decision.reason().isPresent()) {
            return decision;
        }
        return opinions.stream()
                .filter(opinion -> opinion.isAccepted() == decision.isAccepted())
                .findFirst()
                .orElse(decision);
    }

    /**
     * Where the package is or would be.
     *
     * @return {@code <subdir>/<file>}
     */
    public String path() {
        return subdir + "/" + file;
    }
}
