package org.channelmirror.cli;

import java.util.List;
import org.channelmirror.api.MirrorWarning;
import tools.jackson.core.JsonGenerator;

/** What a command says of several mirrors. */
record AllAnswer(List<One> answers) implements Answer {

    /** What it says of one of them. */
    sealed interface One {

        ExitCode exitCode();
    }

    /** It was done, at least in part. */
    record Answered(Answer answer) implements One {

        @Override
        public ExitCode exitCode() {
            return answer.exitCode();
        }
    }

    /** It could not be done. */
    record Failed(Place place, Exception failure) implements One {

        @Override
        public ExitCode exitCode() {
            return Problem.of(failure).exitCode();
        }
    }

    @Override
    public ExitCode exitCode() {
        if (answers.stream().anyMatch(each -> each.exitCode() == ExitCode.CANCELLED)) {
            return ExitCode.CANCELLED;
        }
        if (answers.stream().allMatch(each -> each.exitCode() == ExitCode.COMPLETE)) {
            return ExitCode.COMPLETE;
        }
        boolean nothing = answers.stream()
                .noneMatch(each -> each.exitCode() == ExitCode.COMPLETE || each.exitCode() == ExitCode.INCOMPLETE);
        return nothing ? ExitCode.FAILED : ExitCode.INCOMPLETE;
    }

    @Override
    public List<MirrorWarning> warnings() {
        return answers.stream()
                .filter(Answered.class::isInstance)
                .flatMap(each -> ((Answered) each).answer().warnings().stream())
                .distinct()
                .toList();
    }

    @Override
    public void print(Page page) {
        for (One each : answers) {
            if (each instanceof Answered answered) {
                answered.answer().print(page);
            } else if (each instanceof Failed failed) {
                page.line("account " + failed.place().account() + " in "
                        + failed.place().root() + ": failed, "
                        + Problem.of(failed.failure()).message());
            }
        }
        page.line(Units.count(answers.size(), "account") + ": " + count(ExitCode.COMPLETE) + " complete, "
                + count(ExitCode.INCOMPLETE) + " in part, "
                + (answers.size() - count(ExitCode.COMPLETE) - count(ExitCode.INCOMPLETE)) + " failed");
    }

    private long count(ExitCode code) {
        return answers.stream().filter(each -> each.exitCode() == code).count();
    }

    @Override
    public void write(JsonGenerator json) {
        json.writeArrayPropertyStart("accounts");
        for (One each : answers) {
            json.writeStartObject();
            json.writeNumberProperty("exit_code", each.exitCode().code());
            if (each instanceof Answered answered) {
                answered.answer().write(json);
            } else if (each instanceof Failed failed) {
                failed.place().write(json);
                Problem.write(json, failed.failure());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
