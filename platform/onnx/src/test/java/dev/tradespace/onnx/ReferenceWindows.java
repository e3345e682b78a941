package dev.tradespace.onnx;

import dev.tradespace.api.op.Convolution;
import dev.tradespace.api.op.Padding;
import dev.tradespace.api.op.Pool;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.Window;

/** What sliding windows compute, position by position. */
final class ReferenceWindows {
    private ReferenceWindows() {}

    static double[] convolution(Convolution op, Shape in, Shape out, double[] x, float[] kernel, float[] bias) {
        Window window = op.window();
        Padding.Explicit pads = window.resolve(in.height(), in.width());
        int inPerGroup = in.channels() / op.groups();
        int outPerGroup = out.channels() / op.groups();
        double[] y = new double[Math.toIntExact(out.elements())];
        int at = 0;
        for (int o = 0; o < out.channels(); o++) {
            for (int row = 0; row < out.height(); row++) {
                for (int column = 0; column < out.width(); column++) {
                    double sum = op.bias() ? bias[o] : 0;
                    for (int i = 0; i < inPerGroup; i++) {
                        int channel = o / outPerGroup * inPerGroup + i;
                        for (int kr = 0; kr < window.kernelHeight(); kr++) {
                            for (int kc = 0; kc < window.kernelWidth(); kc++) {
                                int r = row * window.strideHeight() - pads.top() + kr * window.dilationHeight();
                                int c = column * window.strideWidth() - pads.left() + kc * window.dilationWidth();
                                if (r >= 0 && r < in.height() && c >= 0 && c < in.width()) {
                                    int k = ((o * inPerGroup + i) * window.kernelHeight() + kr) * window.kernelWidth()
                                            + kc;
                                    sum += kernel[k] * x[(channel * in.height() + r) * in.width() + c];
                                }
                            }
                        }
                    }
                    y[at++] = sum;
                }
            }
        }
        return y;
    }

    /** Padding is never a maximum; an average counts it where the operation says so, but nothing beyond it. */
    static double[] pool(Pool op, Shape in, Shape out, double[] x) {
        Window window = op.window();
        Padding.Explicit pads = window.resolve(in.height(), in.width());
        double[] y = new double[Math.toIntExact(out.elements())];
        int at = 0;
        for (int channel = 0; channel < out.channels(); channel++) {
            for (int row = 0; row < out.height(); row++) {
                for (int column = 0; column < out.width(); column++) {
                    double max = Double.NEGATIVE_INFINITY;
                    double sum = 0;
                    int counted = 0;
                    for (int kr = 0; kr < window.kernelHeight(); kr++) {
                        for (int kc = 0; kc < window.kernelWidth(); kc++) {
                            int r = row * window.strideHeight() - pads.top() + kr * window.dilationHeight();
                            int c = column * window.strideWidth() - pads.left() + kc * window.dilationWidth();
                            boolean inside = r >= 0 && r < in.height() && c >= 0 && c < in.width();
                            boolean padding = r < in.height() + pads.bottom() && c < in.width() + pads.right();
                            if (inside) {
                                double value = x[(channel * in.height() + r) * in.width() + c];
                                max = Math.max(max, value);
                                sum += value;
                            }
                            counted += inside || (op.countPadding() && padding) ? 1 : 0;
                        }
                    }
                    y[at++] = op.reduction() == Pool.Kind.MAX ? max : sum / Math.max(1, counted);
                }
            }
        }
        return y;
    }
}
