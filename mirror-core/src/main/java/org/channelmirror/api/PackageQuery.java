package org.channelmirror.api;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.channelmirror.model.Channel;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.model.Subdir;
import org.channelmirror.spec.ChannelName;
import org.channelmirror.spec.MatchSpec;
import org.channelmirror.spec.RecordCandidate;

/** Which packages are asked about: those that a match spec means, or one file. Immutable and thread-safe. */
public sealed interface PackageQuery {

    /**
     * Reads a query.
     *
     * @param text a name, a match spec such as {@code numpy >=1.26}, or the name of a file; the path or URL of a file names its
     *     subdir, too
     * @return the query
     * @throws IllegalArgumentException if it is none of them; the message says why, without secrets
     */
    static PackageQuery parse(String text) {
        String stripped = text.strip();
        String file = stripped.substring(stripped.lastIndexOf('/') + 1);
        if (!PackageFileName.isValid(file) || file.contains("[") || file.contains("=")) {
            return new OfSpec(MatchSpec.parse(stripped));
        }
        String folder = stripped.substring(0, stripped.length() - file.length()).replaceFirst("/$", "");
        String parent = folder.substring(folder.lastIndexOf('/') + 1);
        return new OfFile(
                Subdir.isValid(parent) ? Optional.of(new Subdir(parent)) : Optional.empty(), new PackageFileName(file));
    }

    /**
     * Says whether a package is asked about.
     *
     * @param record what repodata says of it
     * @return true if it is
     */
    boolean matches(PackageRecord record);

    /**
     * The subdir that the query is limited to.
     *
     * @return the subdir; empty if it asks about every subdir
     */
    Optional<Subdir> subdir();

    /**
     * The packages that a match spec means.
     *
     * @param spec the spec
     */
    record OfSpec(MatchSpec spec) implements PackageQuery {

        /** Where a spec that is written in full names one subdir. */
        private static final Pattern SUBDIR =
                Pattern.compile("[^\\[]*/([a-z0-9-]+)::.*|.*[\\[,]subdir=([a-z0-9-]+)[,\\]].*");

        @Override
        public boolean matches(PackageRecord record) {
            Optional<String> name = spec.name();
            if (name.isPresent() && !name.get().equalsIgnoreCase(record.name())) {
                return false;
            }
            Optional<Channel> channel = record.channel();
            return spec.matches(
                    channel.isEmpty()
                            ? RecordCandidate.of(record)
                            : RecordCandidate.of(record, ChannelName.of(channel.get())));
        }

        @Override
        public Optional<Subdir> subdir() {
            Matcher matcher = SUBDIR.matcher(spec.toString());
            if (!matcher.matches()) {
                return Optional.empty();
            }
            String name = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
            return Optional.of(name).filter(Subdir::isValid).map(Subdir::new);
        }

        @Override
        public String toString() {
            return spec.toString();
        }
    }

    /**
     * One file, in one subdir or in all.
     *
     * @param subdir the subdir, or empty for all
     * @param file the file's name
     */
    record OfFile(Optional<Subdir> subdir, PackageFileName file) implements PackageQuery {

        @Override
        public boolean matches(PackageRecord record) {
            return record.file().equals(file)
                    && (subdir.isEmpty() || subdir.get().equals(record.subdir()));
        }

        @Override
        public String toString() {
            return subdir.map(name -> name + "/" + file).orElse(file.value());
        }
    }
}
