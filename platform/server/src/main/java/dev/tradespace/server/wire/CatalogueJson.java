package dev.tradespace.server.wire;

import dev.tradespace.api.metric.Metric;
import dev.tradespace.api.space.Domain;
import dev.tradespace.api.space.Parameter;
import dev.tradespace.core.catalogue.Built;
import dev.tradespace.core.catalogue.Family;
import dev.tradespace.core.catalogue.Rejected;
import dev.tradespace.core.json.RecordJson.Named;
import dev.tradespace.core.json.RecordJson.Unwrapped;
import dev.tradespace.search.catalogue.Strategies;
import dev.tradespace.search.catalogue.Strategy;
import java.util.List;
import java.util.Optional;

/** Families and strategies with their parameters, plugins that were refused, and variants. */
public final class CatalogueJson {
    private CatalogueJson() {}

    /** Families, with every plugin that was refused. */
    public record FamilyPage(@Unwrapped PageView<FamilyView> page, List<Rejected> rejected) {
        /** A part of all families. */
        public static FamilyPage of(List<Family> all, List<Rejected> rejected, int offset, int limit) {
            return new FamilyPage(PageView.of(all, offset, limit, FamilyView::of), rejected);
        }
    }

    /** A family of architectures. */
    public record FamilyView(
            String id,
            String title,
            String description,
            String link,
            String symbol,
            int variants,
            List<ParameterView> parameters,
            String source,
            String digest) {
        static FamilyView of(Family family) {
            return new FamilyView(
                    family.id(),
                    family.title(),
                    family.description(),
                    family.link(),
                    family.symbol(),
                    family.variants().size(),
                    ParameterView.of(family.space().parameters()),
                    family.source(),
                    family.origin().digest());
        }
    }

    /** A parameter of a family or setting of a strategy. */
    public record ParameterView(
            String name,
            String type,
            @Named("default") Object initial,
            String unit,
            String meaning,
            String describe,
            Optional<String> searched,
            Optional<Parameter.Condition> when) {
        static List<ParameterView> of(List<Parameter> parameters) {
            return parameters.stream()
                    .map(parameter -> new ParameterView(
                            parameter.name(),
                            type(parameter.domain()),
                            parameter.defaultValue(),
                            parameter.unit(),
                            parameter.meaning(),
                            parameter.domain().describe(),
                            Optional.ofNullable(parameter.searched()).map(Domain::describe),
                            Optional.ofNullable(parameter.condition())))
                    .toList();
        }

        private static String type(Domain domain) {
            if (domain instanceof Domain.Integers) {
                return "integer";
            }
            if (domain instanceof Domain.Reals) {
                return "real";
            }
            return domain instanceof Domain.Choices ? "choice" : "flag";
        }
    }

    /** Search strategies, with every jar and strategy that was refused. */
    public record StrategyPage(@Unwrapped PageView<StrategyView> page, List<Rejected> rejected) {
        /** All of them. */
        public static StrategyPage of(Strategies strategies) {
            return new StrategyPage(
                    PageView.of(List.copyOf(strategies.all()), StrategyView::of), strategies.rejected());
        }
    }

    /** A search strategy. */
    public record StrategyView(
            String id, String title, String description, List<ParameterView> settings, String source) {
        static StrategyView of(Strategy strategy) {
            return new StrategyView(
                    strategy.id(),
                    strategy.title(),
                    strategy.description(),
                    ParameterView.of(strategy.settings().parameters()),
                    strategy.source());
        }
    }

    /** A variant in a list. */
    public record VariantView(
            String id,
            String family,
            String name,
            String dataset,
            long params,
            long macs,
            int resolution,
            FigureView accuracy) {
        /** One that is built. */
        public static VariantView of(Built built) {
            return new VariantView(
                    built.model().id().toString(),
                    built.model().family().id(),
                    built.model().variant().name(),
                    built.model().dataset(),
                    built.analysis().params(),
                    built.analysis().macs().total(),
                    built.model().configuration().resolution(),
                    FigureView.of(Metric.ACCURACY, built.model().accuracy()));
        }
    }
}
