package dev.tradespace.server.search;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.core.search.SearchState;
import dev.tradespace.core.search.TrialState;
import dev.tradespace.core.training.TrainingState;
import dev.tradespace.search.run.HypervolumeCurve;
import dev.tradespace.search.run.Importance;
import dev.tradespace.search.run.SearchView;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A search with all that came of it.
 *
 * @param search how it stands
 * @param view what it is about
 * @param trials all of them, in the order of their numbers
 * @param front the best of them
 * @param curve how much of the box they dominate, in the order in which they ended
 * @param box which box that is, a sentence
 * @param importance which parameters mattered
 * @param trainings those of its trials, by the id of the weights
 */
public record SearchDetail(
        SearchState search,
        SearchView view,
        List<TrialState> trials,
        List<Member> front,
        List<HypervolumeCurve.Point> curve,
        String box,
        Importance.Found importance,
        Map<String, TrainingState> trainings) {
    /**
     * A member of the front.
     *
     * @param trial which
     * @param test its accuracy on the test images, the worst of all targets; empty before it was scored
     */
    public record Member(TrialState trial, Optional<Figure.Measured> test) {}

    /** Whether a trial is on the front. */
    public boolean onFront(TrialState trial) {
        return front.stream().anyMatch(member -> member.trial().number() == trial.number());
    }

    /** The training of a trial, once it is known. */
    public Optional<TrainingState> training(TrialState trial) {
        return Optional.ofNullable(trainings.get(trial.evidence().weights()));
    }
}
