package org.channelmirror.internal.upstream;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.channelmirror.api.RepodataFormatException;
import org.channelmirror.internal.index.DecodedIndex;
import org.channelmirror.internal.index.UpstreamIndex;
import org.channelmirror.internal.index.UpstreamIndex.Fetched;
import org.channelmirror.repodata.MalformedRepodataException;

/**
 * Reads what channels answered. That a text is damaged shows when it is read: then the same index is asked for in its next form,
 * which is the channel's answer from then on.
 */
public final class WholeForm {

    private WholeForm() {}

    /** Reads an index; done again if it is damaged and there is another form of it. */
    @FunctionalInterface
    public interface Reading<T> {

        T read(Fetched fetched) throws IOException, RepodataFormatException;
    }

    /**
     * Reads the answer of the channel of a number.
     *
     * @param answers one of each channel, of which this one becomes the form that could be read
     * @throws RepodataFormatException if no form can be read; what else the reading throws of a damaged one means the same
     */
    public static <T> T read(List<UpstreamIndex> answers, int channel, Fetched fetched, Reading<T> reading)
            throws IOException, InterruptedException, RepodataFormatException {
        Fetched form = fetched;
        while (true) {
            try {
                return reading.read(form);
            } catch (MalformedRepodataException | DecodedIndex.CorruptException e) {
                form = other(form, e).orElseThrow(() -> e);
            } catch (RepodataFormatException e) {
                if (!(e.getCause() instanceof IOException cause) || !isDamage(cause)) {
                    throw e;
                }
                form = other(form, cause).orElseThrow(() -> e);
            }
            answers.set(channel, form);
        }
    }

    private static boolean isDamage(IOException cause) {
        return cause instanceof MalformedRepodataException || cause instanceof DecodedIndex.CorruptException;
    }

    private static Optional<Fetched> other(Fetched damaged, IOException problem)
            throws IOException, InterruptedException {
        Optional<Fetched> other = damaged.others().ask(String.valueOf(problem.getMessage()));
        if (other.isPresent()) {
            Files.deleteIfExists(damaged.file());
        }
        return other;
    }
}
