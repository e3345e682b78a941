package dev.tradespace.plugins.mobilenet;

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

    /** The README that stands beside slim's MobileNet v1. */
    static Publication slimV1(int crop) {
        return new Publication("TensorFlow slim README mobilenet_v1.md", crop);
    }

    /** The README that stands beside slim's MobileNets v2 and v3. */
    static Publication slim(int crop) {
        return new Publication("TensorFlow slim README mobilenet/README.md", crop);
    }

    /** Weights of torchvision; its counts are exact. */
    static Publication torchvision(String weights) {
        return new Publication("torchvision " + weights, 224);
    }

    static Publication keras() {
        return new Publication("Keras Applications", 224);
    }

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
