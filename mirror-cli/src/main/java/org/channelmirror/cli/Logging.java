package org.channelmirror.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.nio.file.Path;
import java.util.Optional;
import org.channelmirror.config.LogLevel;
import org.channelmirror.model.Redaction;
import org.slf4j.LoggerFactory;

/** Sends the library's log to the messages, and where there is a log file both to that. */
final class Logging {

    private static final String MESSAGES = "org.channelmirror.cli.messages";

    private Logging() {}

    /** With {@code --verbose} everything of this program is told, whatever the configuration says. */
    static void configure(Messages messages, Verbosity verbosity, LogLevel configured) {
        configure(messages, verbosity, configured, Optional.empty());
    }

    /** The same, with a log file. */
    static void configure(Messages messages, Verbosity verbosity, LogLevel configured, Optional<Path> file) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level level = verbosity == Verbosity.VERBOSE ? Level.DEBUG : level(configured);
        // Of libraries no more than warnings: the HTTP client's messages below them hold headers with credentials.
        root.setLevel(level.isGreaterOrEqual(Level.WARN) ? level : Level.WARN);
        context.getLogger("org.channelmirror").setLevel(level);
        // Whoever reaches the server could fill the log with nonsense in the place of a host.
        context.getLogger("org.eclipse.jetty.util.HostPort").setLevel(Level.OFF);
        MessageAppender appender = new MessageAppender(messages);
        appender.setContext(context);
        appender.start();
        root.addAppender(appender);
        Logger said = context.getLogger(MESSAGES);
        // The messages are shown already: they go to the file, or nowhere.
        said.setAdditive(false);
        said.setLevel(Level.INFO);
        if (file.isPresent()) {
            LogFile log = new LogFile(context, file.get());
            root.addAppender(log.appender());
            said.addAppender(log.appender());
        }
        messages.alsoTo(file.isPresent() ? said::info : text -> {});
    }

    private static Level level(LogLevel configured) {
        return switch (configured) {
            case DEBUG -> Level.DEBUG;
            case INFO -> Level.INFO;
            case WARNING -> Level.WARN;
            case ERROR, CRITICAL -> Level.ERROR;
        };
    }

    /** An event in one line, and its trace in more. */
    static String text(ILoggingEvent event) {
        String trace = event.getThrowableProxy() == null
                ? ""
                : "\n" + ThrowableProxyUtil.asString(event.getThrowableProxy()).stripTrailing();
        String logger = event.getLoggerName().equals(MESSAGES) ? "" : event.getLoggerName() + ": ";
        return Redaction.redact(event.getLevel() + " " + logger + event.getFormattedMessage() + trace);
    }

    private static final class MessageAppender extends AppenderBase<ILoggingEvent> {

        private final Messages messages;

        MessageAppender(Messages messages) {
            this.messages = messages;
        }

        @Override
        protected void append(ILoggingEvent event) {
            messages.show(text(event));
        }
    }
}
