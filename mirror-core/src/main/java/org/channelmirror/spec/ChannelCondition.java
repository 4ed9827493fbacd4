package org.channelmirror.spec;

/** A condition on the channel: one, or a pattern over names. */
interface ChannelCondition extends Condition {

    static ChannelCondition of(String text) {
        TextPattern pattern = TextPattern.of(text);
        return pattern.isExact() ? new One(ChannelName.parse(text)) : new Some(text, pattern);
    }

    /** One channel. */
    record One(ChannelName channel) implements ChannelCondition {

        @Override
        public boolean test(Candidate candidate) {
            ChannelName other = candidate.channel();
            return other != null && channel.includes(other);
        }

        @Override
        public String text() {
            return channel.toString();
        }

        @Override
        public boolean isExact() {
            return true;
        }
    }

    /** The channels whose names match. */
    record Some(String text, TextPattern pattern) implements ChannelCondition {

        @Override
        public boolean test(Candidate candidate) {
            ChannelName other = candidate.channel();
            return other == null ? pattern.isAny() : other.isMatchedBy(pattern);
        }

        @Override
        public boolean isAny() {
            return pattern.isAny();
        }
    }
}
