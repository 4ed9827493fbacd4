package org.channelmirror.cli;

import java.util.List;
import org.channelmirror.api.AccountException;
import org.channelmirror.api.ArchiveException;
import org.channelmirror.api.ForeignChannelsException;
import org.channelmirror.api.HeldException;
import org.channelmirror.api.HookException;
import org.channelmirror.api.IntegrityException;
import org.channelmirror.api.LockedException;
import org.channelmirror.api.MajorityRemovalException;
import org.channelmirror.api.MirrorCancelledException;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.PlanFileException;
import org.channelmirror.api.RepodataFormatException;
import org.channelmirror.api.SnapshotException;
import org.channelmirror.api.StorageException;
import org.channelmirror.api.TransferException;
import org.channelmirror.config.ConfigException;
import org.channelmirror.config.ConfigProblem;
import org.channelmirror.spi.LockAttempt;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import tools.jackson.core.JsonGenerator;

/**
 * Why a command could not be done.
 *
 * @param exitCode what the process ends with
 * @param message what went wrong and where
 * @param hint what to do about it; empty if the message says that
 * @param details the mistakes of a configuration, one by one; elsewhere none
 */
record Problem(ExitCode exitCode, String message, String hint, List<String> details) {

    Problem(ExitCode exitCode, String message, String hint) {
        this(exitCode, message, hint, List.of());
    }

    static Problem of(Exception exception) {
        if (exception instanceof MirrorException mirror) {
            return of(mirror);
        }
        if (exception instanceof ParameterException parameter) {
            return of(parameter);
        }
        String message = exception.getMessage() == null ? exception.toString() : exception.getMessage();
        String hint = exception instanceof UsageException usage ? usage.hint() : "";
        return new Problem(ExitCode.USAGE, message, hint);
    }

    private static Problem of(MirrorException exception) {
        String message = String.valueOf(exception.getMessage());
        if (exception instanceof ConfigException config) {
            List<String> problems =
                    config.problems().stream().map(ConfigProblem::toString).toList();
            return new Problem(ExitCode.USAGE, message, "", problems);
        }
        if (exception instanceof ForeignChannelsException) {
            return new Problem(
                    ExitCode.USAGE,
                    message,
                    "fill another account with --account NAME; or say --change-channels, if this one is to be filled from"
                            + " these channels from now on");
        }
        if (exception instanceof AccountException account) {
            return new Problem(
                    ExitCode.USAGE,
                    message,
                    account.reason() == AccountException.Reason.UNKNOWN
                            ? "\"channel-mirror account list\" tells which there are"
                            : "");
        }
        if (exception instanceof HookException
                || exception instanceof HeldException
                || exception instanceof SnapshotException) {
            return new Problem(ExitCode.USAGE, message, "");
        }
        if (exception instanceof MajorityRemovalException) {
            return new Problem(ExitCode.USAGE, message, "\"clean --dry-run\" lists them; if that is meant, add --yes");
        }
        if (exception instanceof PlanFileException) {
            return new Problem(ExitCode.USAGE, message, "\"sync --dry-run --out FILE\" writes a plan");
        }
        if (exception instanceof IntegrityException integrity) {
            return new Problem(
                    ExitCode.INTEGRITY,
                    message,
                    integrity
                            .remedy()
                            .orElse("\"verify --repair\" checks every stored file and fetches what is damaged"));
        }
        if (exception instanceof ArchiveException) {
            return new Problem(ExitCode.INTEGRITY, message, "nothing of the archive was published");
        }
        if (exception instanceof LockedException locked) {
            return new Problem(ExitCode.LOCKED, message, hint(locked));
        }
        if (exception instanceof MirrorCancelledException) {
            return new Problem(ExitCode.CANCELLED, message, "");
        }
        return new Problem(ExitCode.FAILED, message, hint(exception));
    }

    private static String hint(LockedException exception) {
        return exception.holder() == LockAttempt.Holder.ALIVE
                ? "that run lives: its death would free the account; if it hangs, end it on the host it is on, in its container;"
                        + " --break-lock is for runs that may be dead"
                : "if that run is dead, with the host it was on or without giving its lock back, take the account over with"
                        + " --break-lock";
    }

    private static String hint(MirrorException exception) {
        if (exception instanceof TransferException transfer) {
            return transfer.isRetryable()
                    ? "check the network; then run the same command again"
                    : "check the channel's URL and the right to read it";
        }
        if (exception instanceof StorageException storage) {
            return storage.subject().equals("the archive")
                    ? "check that there is room where the archive is written, and that somebody reads it"
                    : "check that the mirror's root can be written and that its disk has space left";
        }
        return exception instanceof RepodataFormatException
                ? "the index at that address is damaged, or no index; try again later, or check the channel's URL"
                : "";
    }

    private static Problem of(ParameterException exception) {
        String command = exception.getCommandLine().getCommandSpec().qualifiedName();
        String help = "\"" + command + " --help\" tells what there is";
        if (exception instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            help = "did you mean " + String.join(" or ", unmatched.getSuggestions()) + "? " + help;
        }
        return new Problem(ExitCode.USAGE, String.valueOf(exception.getMessage()), help);
    }

    void print(Messages messages) {
        messages.line("error: " + message);
        if (!hint.isEmpty()) {
            messages.line("hint: " + hint);
        }
    }

    /** What a JSON object says of an operation that failed. */
    static void write(JsonGenerator json, Exception exception) {
        of(exception).write(json);
        if (exception instanceof MirrorCancelledException cancelled) {
            JsonReports.writeStopped(json, cancelled.report());
        }
    }

    private void write(JsonGenerator json) {
        json.writeObjectPropertyStart("error");
        json.writeStringProperty("message", message);
        if (!hint.isEmpty()) {
            json.writeStringProperty("hint", hint);
        }
        if (!details.isEmpty()) {
            json.writeArrayPropertyStart("problems");
            details.forEach(json::writeString);
            json.writeEndArray();
        }
        json.writeEndObject();
    }
}
