package dev.tradespace.hardware;

import dev.tradespace.core.file.TemporaryFolder;
import dev.tradespace.core.measure.Outcome;
import dev.tradespace.core.process.ForkedWorker;
import dev.tradespace.core.process.MarkedProcesses;
import dev.tradespace.hardware.runtime.WorkerCommand;
import dev.tradespace.hardware.worker.Answer;
import dev.tradespace.hardware.worker.AnswerFile;
import dev.tradespace.hardware.worker.Worker;
import dev.tradespace.hardware.worker.WorkerRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * One worker from its start to its end, in a directory of its own that is gone afterwards.
 *
 * @param command how it is started
 * @param timeout after how long without an answer it is killed
 */
record WorkerRun(WorkerCommand command, Duration timeout) {
    /** Puts a request together. */
    interface Asking {
        /**
         * The request.
         *
         * @param directory the worker's own, for files that go with the request
         */
        WorkerRequest request(Path directory) throws IOException;
    }

    /** Waits for the answer; whatever goes wrong is one. */
    Answer answer(Asking asking) {
        try {
            Path directory = TemporaryFolder.create("worker");
            try {
                return answerIn(directory, asking.request(directory));
            } finally {
                // A worker that was killed could not end what its command has started.
                MarkedProcesses.in(directory).kill();
                TemporaryFolder.delete(directory);
            }
        } catch (IOException surroundings) {
            return failed("the worker cannot be started: " + surroundings.getMessage(), "", true);
        }
    }

    private Answer answerIn(Path directory, WorkerRequest request) throws IOException {
        request.write(directory.resolve(Worker.REQUEST));
        Process process = command.process(directory, request.threads()).start();
        try {
            if (!ForkedWorker.await(process, timeout)) {
                return failed(
                        "the worker was killed after " + timeout.toSeconds() + " s without an answer",
                        ForkedWorker.lastLines(directory),
                        true);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return failed("the worker was interrupted", "", true);
        }
        return WorkerEnd.of(process.exitValue(), directory)
                .<Answer>map(Answer.Failed::new)
                .orElseGet(() -> read(directory));
    }

    private static Answer read(Path directory) {
        Path file = directory.resolve(Worker.ANSWER);
        try {
            Answer answer = AnswerFile.read(file);
            return answer instanceof Answer.Failed failed
                    ? failed(
                            failed.failure().reason(),
                            failed.failure().detail().isEmpty()
                                    ? ForkedWorker.lastLines(directory)
                                    : failed.failure().detail(),
                            failed.failure().worthRetrying())
                    : answer;
        } catch (IOException unreadable) {
            return failed(
                    Files.exists(file)
                            ? "the worker's answer cannot be read: " + unreadable.getMessage()
                            : "the worker ended without an answer",
                    ForkedWorker.lastLines(directory),
                    true);
        }
    }

    private static Answer failed(String reason, String detail, boolean worthRetrying) {
        return new Answer.Failed(new Outcome.Failure(reason, detail, worthRetrying));
    }
}
