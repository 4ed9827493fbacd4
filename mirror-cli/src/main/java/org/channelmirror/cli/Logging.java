package org.channelmirror.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import org.channelmirror.model.Redaction;
import org.slf4j.LoggerFactory;

/** Sends the library's log to the messages. */
final class Logging {

    private Logging() {}

    static void configure(Messages messages, Verbosity verbosity) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        // Of libraries no more than warnings: the HTTP client's messages below them hold headers with credentials.
        root.setLevel(Level.WARN);
        if (verbosity == Verbosity.VERBOSE) {
            context.getLogger("org.channelmirror").setLevel(Level.DEBUG);
        }
        MessageAppender appender = new MessageAppender(messages);
        appender.setContext(context);
        appender.start();
        root.addAppender(appender);
    }

    private static final class MessageAppender extends AppenderBase<ILoggingEvent> {

        private final Messages messages;

        MessageAppender(Messages messages) {
            this.messages = messages;
        }

        @Override
        protected void append(ILoggingEvent event) {
            String trace = event.getThrowableProxy() == null
                    ? ""
                    : "\n"
                            + ThrowableProxyUtil.asString(event.getThrowableProxy())
                                    .stripTrailing();
            messages.line(Redaction.redact(
                    event.getLevel() + " " + event.getLoggerName() + ": " + event.getFormattedMessage() + trace));
        }
    }
}
