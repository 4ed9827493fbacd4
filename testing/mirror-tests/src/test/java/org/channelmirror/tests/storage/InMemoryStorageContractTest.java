package org.channelmirror.tests.storage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.storage.InMemoryStorage;
import org.channelmirror.testkit.storage.ChannelStorageContract;

class InMemoryStorageContractTest extends ChannelStorageContract {

    private Instant now = Instant.parse("2024-01-02T03:04:05Z");

    private final ChannelStorage only = new InMemoryStorage(new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    });

    @Override
    protected ChannelStorage open() {
        return only;
    }

    @Override
    public void pass(Duration time) {
        now = now.plus(time);
    }
}
