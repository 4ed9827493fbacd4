package org.channelmirror.internal.upstream;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.channelmirror.api.ChannelPriority;
import org.channelmirror.api.RepodataFormatException;
import org.channelmirror.internal.index.DecodedIndex;
import org.channelmirror.internal.index.UpstreamIndex;
import org.channelmirror.internal.merge.NameSet;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.model.Channel;
import org.channelmirror.model.Subdir;
import org.channelmirror.repodata.MalformedRepodataException;

/**
 * The names that each channel but the last has in each subdir, which {@link ChannelPriority#STRICT} goes by. A platform's clients
 * see its packages and noarch's: a name belongs to the first channel that has it in either, and one of noarch to the first that
 * has it in any subdir.
 */
public final class NameClaims {

    private final SyncContext context;
    private final Map<Subdir, List<UpstreamIndex>> answers;
    private final List<Map<Subdir, NameSet>> names = new ArrayList<>();
    private final List<Map<Subdir, String>> problems = new ArrayList<>();

    private NameClaims(SyncContext context, Map<Subdir, List<UpstreamIndex>> answers) {
        this.context = context;
        this.answers = answers;
    }

    /** Whether names count at all. */
    public static boolean areNeeded(SyncContext context) {
        return context.request().channelPriority() == ChannelPriority.STRICT
                && context.channels().size() > 1;
    }

    /** Reads the names in what was fetched, if they count. */
    public static NameClaims read(SyncContext context, Map<Subdir, List<UpstreamIndex>> answers)
            throws IOException, InterruptedException {
        NameClaims claims = new NameClaims(context, answers);
        if (areNeeded(context)) {
            for (int channel = 0; channel < context.channels().size() - 1; channel++) {
                claims.names.add(new HashMap<>());
                claims.problems.add(new HashMap<>());
                for (Map.Entry<Subdir, List<UpstreamIndex>> entry : answers.entrySet()) {
                    claims.read(channel, entry.getKey(), entry.getValue());
                }
            }
        }
        return claims;
    }

    /** Whether this run decides anything by them. */
    public boolean decide() {
        return names.stream().anyMatch(each -> !each.isEmpty());
    }

    /** Why it cannot be told which packages of a subdir may be listed, if that is so. */
    public Optional<String> unknown(Subdir subdir) {
        for (int channel = 0; channel < problems.size(); channel++) {
            for (Subdir seen : seenWith(subdir)) {
                String problem = problems.get(channel).get(seen);
                if (problem != null && hasChannelBehind(channel, subdir)) {
                    return Optional.of("channel_priority is strict, and which names "
                            + context.channels().get(channel) + " has in " + seen + " cannot be told: " + problem);
                }
            }
        }
        return Optional.empty();
    }

    /** An index of the subdir must not be taken: what names its channel really has is not known. */
    public void doubt(Subdir subdir, String reason) {
        problems.forEach(ofChannel -> ofChannel.putIfAbsent(subdir, reason));
    }

    /** What is said of a package whose name another channel supplies. */
    public static String reason(Channel supplier) {
        return "channel_priority: strict, the name comes from " + supplier;
    }

    public NameRank rank(Subdir subdir, int channel) {
        List<List<NameSet>> before = new ArrayList<>();
        for (int i = 0; i < Math.min(channel, names.size()); i++) {
            Map<Subdir, NameSet> ofChannel = names.get(i);
            before.add(seenWith(subdir).stream()
                    .map(seen -> ofChannel.getOrDefault(seen, NameSet.EMPTY))
                    .toList());
        }
        return new NameRank(channel, before);
    }

    private void read(int channel, Subdir subdir, List<UpstreamIndex> all) throws IOException, InterruptedException {
        UpstreamIndex answer = all.get(channel);
        Optional<SubdirState> state = context.store().subdir(subdir);
        Optional<String> problem = SubdirFailures.ofAnswer(context, subdir, state, channel, answer);
        if (problem.isPresent()) {
            problems.get(channel).put(subdir, problem.get());
        } else if (answer instanceof UpstreamIndex.Fetched fetched) {
            try {
                names.get(channel).put(subdir, WholeForm.read(all, channel, fetched, NameReader::read));
            } catch (MalformedRepodataException | DecodedIndex.CorruptException | RepodataFormatException e) {
                problems.get(channel).put(subdir, "its index is damaged: " + e.getMessage());
            }
        }
    }

    private boolean hasChannelBehind(int channel, Subdir subdir) {
        List<UpstreamIndex> all = answers.getOrDefault(subdir, List.of());
        return all.stream().skip(channel + 1L).anyMatch(answer -> !(answer instanceof UpstreamIndex.Absent));
    }

    private List<Subdir> seenWith(Subdir subdir) {
        return subdir.equals(Subdir.NOARCH) ? List.copyOf(answers.keySet()) : List.of(Subdir.NOARCH, subdir);
    }
}
