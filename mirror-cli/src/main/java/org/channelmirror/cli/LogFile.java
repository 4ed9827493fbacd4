package org.channelmirror.cli;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.encoder.EncoderBase;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The log of one account: a file that only grows up to a size, with a few older ones beside it. */
final class LogFile {

    private static final long MOST_BYTES = 10 << 20;
    private static final int OLDER = 5;

    private final RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();

    LogFile(LoggerContext context, Path file) {
        makeWritable(file);
        LineEncoder encoder = new LineEncoder();
        encoder.setContext(context);
        encoder.start();
        appender.setContext(context);
        appender.setFile(file.toString());
        appender.setEncoder(encoder);
        FixedWindowRollingPolicy rolling = new FixedWindowRollingPolicy();
        rolling.setContext(context);
        rolling.setParent(appender);
        rolling.setFileNamePattern(escaped(file) + ".%i");
        rolling.setMinIndex(1);
        rolling.setMaxIndex(OLDER);
        rolling.start();
        SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
        size.setContext(context);
        size.setMaxFileSize(new FileSize(MOST_BYTES));
        size.start();
        appender.setRollingPolicy(rolling);
        appender.setTriggeringPolicy(size);
        appender.start();
    }

    Appender<ILoggingEvent> appender() {
        return appender;
    }

    /** What the pattern would take for a part of itself stays as it is. */
    private static String escaped(Path file) {
        return file.toString()
                .replace("\\", "/")
                .replace("%", "\\%")
                .replace("(", "\\(")
                .replace(")", "\\)");
    }

    private static void makeWritable(Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            if (!Files.exists(file)) {
                Files.createFile(file);
            }
        } catch (IOException e) {
            throw new UsageException(
                    "log_dir: the log file " + file + " cannot be written: " + e,
                    "choose a folder that can be written");
        }
        if (!Files.isWritable(file)) {
            throw new UsageException(
                    "log_dir: the log file " + file + " may not be written",
                    "choose another folder, or its permissions");
        }
    }

    /** Time, level and message, without secrets. */
    private static final class LineEncoder extends EncoderBase<ILoggingEvent> {

        @Override
        public byte[] headerBytes() {
            return new byte[0];
        }

        @Override
        public byte[] encode(ILoggingEvent event) {
            String line = event.getInstant() + " " + Printable.of(Logging.text(event)) + System.lineSeparator();
            return line.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public byte[] footerBytes() {
            return new byte[0];
        }
    }
}
