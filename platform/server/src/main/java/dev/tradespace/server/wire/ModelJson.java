package dev.tradespace.server.wire;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.plugin.PublishedFigure;
import dev.tradespace.core.analysis.Analysis;
import dev.tradespace.core.analysis.Macs;
import dev.tradespace.core.catalogue.Built;
import dev.tradespace.core.json.RecordJson.Unwrapped;
import dev.tradespace.core.measure.ModelFile;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** A model described: what is counted on it, layer by layer, beside what was published about it. */
public final class ModelJson {
    private ModelJson() {}

    /** The whole description. */
    public record ModelView(
            String id,
            String family,
            String variant,
            Map<String, Object> configuration,
            String dataset,
            String digest,
            String canonicalDigest,
            long params,
            long statistics,
            MacsView macs,
            long peakActivationBytes,
            SizesView sizes,
            Shape input,
            Shape output,
            Stream<LayerView> layers,
            List<PublishedView> published) {
        /** That of a model that is built. */
        public static ModelView of(Built built) {
            Analysis analysis = built.analysis();
            return new ModelView(
                    built.model().id().toString(),
                    built.model().family().id(),
                    built.model().variant().name(),
                    built.model().configuration().values(),
                    built.model().dataset(),
                    built.architecture().digest(),
                    built.architecture().canonicalDigest(),
                    analysis.params(),
                    analysis.statistics(),
                    new MacsView(analysis.macs().total(), analysis.macs()),
                    analysis.peakActivationBytes(),
                    new SizesView(analysis.fp32Bytes(), analysis.int8Bytes()),
                    built.architecture().inputShape(),
                    built.architecture().outputShape(),
                    analysis.layers().stream().map(LayerView::of),
                    built.model().variant().published().stream()
                            .map(figure -> PublishedView.of(figure, built))
                            .toList());
        }
    }

    /** Multiply-accumulates by the kind of operation. */
    public record MacsView(long total, @Unwrapped Macs parts) {}

    /** Bytes of the weights by precision. */
    public record SizesView(long fp32, long int8) {}

    /** A layer with its cost. */
    public record LayerView(
            String name, String op, String describe, List<String> inputs, Shape shape, long params, long macs) {
        static LayerView of(Analysis.LayerCost cost) {
            return new LayerView(
                    cost.layer().name(),
                    cost.layer().op().kind(),
                    cost.layer().op().describe(),
                    cost.layer().inputs(),
                    cost.layer().shape(),
                    cost.params(),
                    cost.macs().total());
        }
    }

    /**
     * A published figure beside our own count of the same. The two are compared for the very variant only: with other
     * settings they are about different networks.
     */
    public record PublishedView(
            Metric metric,
            double value,
            String unit,
            String source,
            String conditions,
            boolean headline,
            OptionalLong own,
            boolean differs) {
        static PublishedView of(PublishedFigure figure, Built built) {
            OptionalLong own = ownCount(figure.metric(), built);
            return new PublishedView(
                    figure.metric(),
                    figure.value(),
                    figure.metric().unit(),
                    figure.source(),
                    figure.conditions(),
                    figure.headline(),
                    own,
                    own.isPresent() && ModelJson.differs(figure.value(), own.getAsLong()));
        }
    }

    private static OptionalLong ownCount(Metric metric, Built built) {
        if (!built.model().isVariant()) {
            return OptionalLong.empty();
        }
        Figure counted = built.analysis().figures(ModelFile.FULL_PRECISION).get(metric);
        OptionalDouble value = counted == null ? OptionalDouble.empty() : counted.value();
        return value.isPresent() ? OptionalLong.of((long) value.getAsDouble()) : OptionalLong.empty();
    }

    /**
     * Whether rounding alone does not explain a difference: it is at least one unit of the last digit that was
     * published.
     */
    static boolean differs(double published, long own) {
        BigDecimal value = BigDecimal.valueOf(published).stripTrailingZeros();
        return value.subtract(BigDecimal.valueOf(own)).abs().compareTo(value.ulp()) >= 0;
    }
}
