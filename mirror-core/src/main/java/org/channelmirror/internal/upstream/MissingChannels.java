package org.channelmirror.internal.upstream;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.channelmirror.api.ChannelNotFoundException;
import org.channelmirror.internal.index.UpstreamIndex;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.model.Channel;
import org.channelmirror.model.Subdir;

/** One of several channels that has nothing is misspelt rather than empty: without it, the next one would supply its packages. */
final class MissingChannels {

    private MissingChannels() {}

    static void refuse(SyncContext context, Map<Subdir, List<UpstreamIndex>> answers)
            throws IOException, ChannelNotFoundException {
        List<Channel> channels = context.channels();
        for (int i = 0; channels.size() > 1 && i < channels.size(); i++) {
            int channel = i;
            boolean absent =
                    answers.values().stream().allMatch(each -> each.get(channel) instanceof UpstreamIndex.Absent);
            if (absent && !gaveSomething(context, channels.get(channel))) {
                throw new ChannelNotFoundException(
                        channels.get(channel), "none of " + answers.size() + " subdirs has a repodata.json");
            }
        }
    }

    /** What was here once and is gone fails subdir by subdir. */
    private static boolean gaveSomething(SyncContext context, Channel channel) throws IOException {
        for (Subdir subdir : context.store().subdirs()) {
            Optional<SubdirState> state = context.store().subdir(subdir);
            String folder = IndexFetcher.folder(channel, subdir);
            if (state.flatMap(known -> known.input(folder)).isPresent()) {
                return true;
            }
        }
        return false;
    }
}
