package org.channelmirror.cli;

import java.util.ArrayList;
import java.util.List;
import org.channelmirror.api.MirrorCancelledException;
import org.channelmirror.api.MirrorException;
import org.channelmirror.config.MirrorDefinition;

/** Does the same with one mirror after the other; that one of them fails does not stop the rest, but a cancellation does. */
final class AllMirrors {

    private final Session session;

    AllMirrors(Session session) {
        this.session = session;
    }

    /** What is done with each. */
    @FunctionalInterface
    interface Work {
        Answer run(Session session, MirrorDefinition definition) throws MirrorException;
    }

    AllAnswer run(Work work) throws MirrorException {
        if (session.options().account != null) {
            throw new UsageException("--all and --account exclude each other", "leave one of them out");
        }
        List<AllAnswer.One> answers = new ArrayList<>();
        for (MirrorFinder.Found found : new MirrorFinder(session).all()) {
            AllAnswer.One answer = one(found, work);
            answers.add(answer);
            session.messages()
                    .note("account " + found.place().account() + ": exit code "
                            + answer.exitCode().code());
            if (answer.exitCode() == ExitCode.CANCELLED) {
                break;
            }
        }
        return new AllAnswer(answers);
    }

    private AllAnswer.One one(MirrorFinder.Found found, Work work) {
        try {
            MirrorDefinition definition = found.source().definition();
            session.logFor(definition);
            return new AllAnswer.Answered(work.run(session, definition));
        } catch (MirrorException | UsageException e) {
            Problem problem = Problem.of(e);
            session.messages().line("error: account " + found.place().account() + ": " + problem.message());
            if (!problem.hint().isEmpty() && !(e instanceof MirrorCancelledException)) {
                session.messages().line("hint: " + problem.hint());
            }
            return new AllAnswer.Failed(found.place(), e);
        }
    }
}
