package dev.tradespace.core.sweep;

import dev.tradespace.core.training.DatasetFacts;
import dev.tradespace.core.training.DatasetUnavailable;
import dev.tradespace.core.training.ImageSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** One dataset of seven classes at 24 pixels; remembers what was asked of it. */
class SampleGround implements TrainingGround {
    DatasetFacts facts = facts(OptionalInt.of(24), "d1");
    Optional<String> unfinished = Optional.empty();
    final List<Training> sought = new ArrayList<>();
    private int nonces;

    static DatasetFacts facts(OptionalInt size, String digest) {
        return new DatasetFacts(
                "seven",
                "Seven",
                List.of("a", "b", "c", "d", "e", "f", "g"),
                size.stream().mapToObj(ImageSize::square).findFirst(),
                3,
                700,
                70,
                140,
                digest);
    }

    @Override
    public DatasetFacts dataset(String id) throws DatasetUnavailable {
        if (!id.equals("seven")) {
            throw new DatasetUnavailable("there is no dataset " + id + "; `tradespace data list` shows them all");
        }
        return facts;
    }

    @Override
    public Optional<String> trainedOn(String architecture, String weights) {
        return weights.equals("trained:0123456789abcdef") ? Optional.of("seven") : Optional.empty();
    }

    @Override
    public Optional<String> unfinished(Training alike) {
        sought.add(alike);
        return unfinished;
    }

    @Override
    public String nonce() {
        return "nonce " + nonces++;
    }
}
