package dev.tradespace.server.wire;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Interval;
import dev.tradespace.api.metric.Metric;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A figure: value, unit and origin, with its interval and source, or the reason why there is none. */
public record FigureView(
        @Nullable Double value,
        String unit,
        String origin,
        Optional<Interval> interval,
        Optional<String> source,
        Optional<String> reason) {
    /** A figure of a metric, in its unit. */
    public static FigureView of(Metric metric, Figure figure) {
        return figure.match(new Figure.Cases<>() {
            @Override
            public FigureView measured(Figure.Measured measured) {
                return known(metric, figure, measured.interval(), measured.source());
            }

            @Override
            public FigureView estimated(Figure.Estimated estimated) {
                return known(metric, figure, estimated.interval(), estimated.source());
            }

            @Override
            public FigureView published(Figure.Published published) {
                return known(metric, figure, null, published.source());
            }

            @Override
            public FigureView unavailable(Figure.Unavailable unavailable) {
                return new FigureView(
                        null,
                        metric.unit(),
                        figure.origin(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(unavailable.reason()));
            }
        });
    }

    private static FigureView known(Metric metric, Figure figure, @Nullable Interval interval, String source) {
        return new FigureView(
                figure.value().orElseThrow(),
                metric.unit(),
                figure.origin(),
                Optional.ofNullable(interval),
                Optional.of(source),
                Optional.empty());
    }
}
