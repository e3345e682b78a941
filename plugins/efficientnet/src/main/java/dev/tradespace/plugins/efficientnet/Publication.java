package dev.tradespace.plugins.efficientnet;

import dev.tradespace.api.metric.Metric;
import dev.tradespace.api.plugin.PublishedFigure;

/**
 * Where figures stand and at which crop; every condition begins with {@code crop 224;}, which says at what resolution a figure holds.
 *
 * @param source so that it can be looked up
 * @param crop side of the single centre crop in pixels
 */
record Publication(String source, int crop) {
    private static final double MILLION = 1e6;

    PublishedFigure headline(double percent, String conditions) {
        return PublishedFigure.headline(percent, source, at(conditions));
    }

    PublishedFigure accuracy(double percent, String conditions) {
        return PublishedFigure.of(Metric.ACCURACY, percent, source, at(conditions));
    }

    PublishedFigure params(int params, String conditions) {
        return PublishedFigure.of(Metric.PARAMETERS, params, source, at(conditions));
    }

    PublishedFigure megaParams(double millions, String conditions) {
        return PublishedFigure.of(Metric.PARAMETERS, millions * MILLION, source, at(conditions));
    }

    PublishedFigure megaMacs(double millions, String conditions) {
        return PublishedFigure.of(Metric.MACS, millions * MILLION, source, at(conditions));
    }

    private String at(String conditions) {
        return "crop " + crop + "; " + conditions;
    }
}
