package org.channelmirror.internal.operation;

import java.nio.file.Path;
import java.time.Clock;
import org.channelmirror.internal.state.StateStore;
import org.channelmirror.spi.ChannelStorage;

/** What is needed to read and publish an account's indexes, whether upstream is asked or not. */
public record Workplace(ChannelStorage storage, StateStore store, Clock clock, Events events, Path scratch) {}
