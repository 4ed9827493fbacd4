package org.channelmirror.benchmarks.generator;

/**
 * Which records of one universe a channel lists, where several overlap: each channel lacks every n-th record, another one each, and has
 * a few under whose name the others list other bytes.
 *
 * @param channel the channel's number, from 0
 * @param channels how many there are; one alone lists everything
 */
public record ChannelShare(int channel, int channels) {

    /** A channel that lists everything. */
    public static final ChannelShare WHOLE = new ChannelShare(0, 1);

    private static final int DIFFERING = 100;

    /**
     * Validates the number.
     *
     * @throws IllegalArgumentException if there is no such channel
     */
    public ChannelShare {
        if (channel < 0 || channel >= channels) {
            throw new IllegalArgumentException("there is no channel " + channel + " of " + channels);
        }
    }

    /** Whether the channel lists a record. */
    boolean has(int number) {
        return channels == 1 || number % channels != channel;
    }

    /** What is in the file of a record. */
    String content(String fileName, int number) {
        return channels > 1 && number % DIFFERING == 0 ? fileName + " of channel " + channel : fileName;
    }
}
