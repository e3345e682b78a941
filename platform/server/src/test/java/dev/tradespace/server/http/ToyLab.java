package dev.tradespace.server.http;

import dev.tradespace.core.measure.Outcome;
import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.measure.Target;
import dev.tradespace.core.training.Scores;
import dev.tradespace.hardware.Exam;
import dev.tradespace.hardware.Runner;
import dev.tradespace.server.ToyImages;
import dev.tradespace.server.Toys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Measures toys by their ids, which stand in their files: every channel costs 0.1 ms, and answers one image more rightly of ten. */
final class ToyLab implements Runner {
    /** What was measured, in order: the model's id, and the split if it was scored. */
    final List<String> measured = Collections.synchronizedList(new ArrayList<>());

    private static final Pattern CHANNELS = Pattern.compile("channels=([0-9]+)");
    private static final int IMAGES = 64;
    private static final long NANOS_PER_CHANNEL = 100_000;

    @Override
    public Outcome measure(Path model, Target target, Protocol protocol, @Nullable Exam exam) {
        String id = read(model);
        measured.add(id + (exam == null ? "" : " " + exam.split().id()));
        Matcher matcher = CHANNELS.matcher(id);
        int channels = matcher.find() ? Integer.parseInt(matcher.group(1)) : 4;
        var reading = Toys.reading(64, NANOS_PER_CHANNEL * channels);
        return new Outcome.Completed(exam == null ? reading : reading.scored(scores(channels, exam)));
    }

    private static Scores scores(int channels, Exam exam) {
        int right = Math.min(IMAGES, channels);
        List<Scores.Answer> answers = new ArrayList<>();
        for (int i = 0; i < IMAGES; i++) {
            answers.add(new Scores.Answer(0, i < right ? 0 : 1, 0.5));
        }
        return new Scores(ToyImages.ID, exam.split().id(), "onnxruntime 1.2", 3, IMAGES, 0.5, 0.1, List.of(), answers);
    }

    private static String read(Path model) {
        try {
            return Files.readString(model);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
