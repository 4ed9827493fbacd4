package org.channelmirror.cli;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar in the last line of a terminal, from the first byte to fetch on. */
final class ProgressBars implements ProgressDisplay {

    private static final int MEGABYTE = 1_000_000;
    private static final int INTERVAL_MILLIS = 250;

    private final Messages messages;
    private final int columns;
    private @Nullable ProgressBar bar;

    ProgressBars(Messages messages, int columns) {
        this.messages = messages;
        this.columns = columns;
    }

    @Override
    public void update(ProgressState state) {
        if (state.plannedFiles() == 0) {
            return;
        }
        if (bar == null) {
            bar = begin();
        }
        bar.maxHint(Math.max(state.bytes(), state.plannedBytes()));
        bar.stepTo(state.bytes());
        bar.setExtraMessage(" " + state.filesText());
    }

    @Override
    public void say(String line) {
        messages.line(line);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            messages.removeBar();
        }
    }

    private ProgressBar begin() {
        return new ProgressBarBuilder()
                .setTaskName("sync")
                .setStyle(ProgressBarStyle.ASCII)
                .setUnit(" MB", MEGABYTE)
                .showSpeed(new DecimalFormat("0.0", DecimalFormatSymbols.getInstance(Locale.ROOT)))
                .setUpdateIntervalMillis(INTERVAL_MILLIS)
                // One column less: a full last line would scroll.
                .setConsumer(new DelegatingProgressBarConsumer(messages::showBar, columns - 1))
                .build();
    }
}
