package dev.tradespace.devices.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tradespace.core.analysis.Analysis;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchmarkNetworksTest {
    /** Published figures are rounded, and the graphs here leave out batch norms. */
    private static final double ROUNDED = 0.03;

    /**
     * Millions of parameters and of multiply-accumulates: torchvision's table of models for vgg16, shufflenet_v2 (x1_0), mnasnet (1_0) and regnety_400m
     * (RegNet_Y_400MF); Iandola et al.'s repository for squeezenet 1.1; Krizhevsky et al. 2012 for alexnet (60 million) with Caffe's 724 million; Zhang
     * et al. 2018, table 2, for shufflenet's 137 (their 140 counts roundly) and 1.9; Cai et al. 2019 for proxylessnasnet; Tan &amp; Le 2021 for
     * efficientnetv2_b0; the model zoo of Caffe for googlenet; He et al. 2016, table 1, for resnet50's 3.8 billion, with batch norms' 25.56 parameters.
     */
    @ParameterizedTest
    @CsvSource({
        "squeezenet, 1.235, 388",
        "alexnet, 60.97, 724",
        "vgg16, 138.36, 15470",
        "shufflenet, 1.87, 138",
        "shufflenet_v2, 2.279, 146",
        "mnasnet, 4.383, 314",
        "proxylessnasnet, 4.08, 320",
        "regnety_400m, 4.344, 402",
        "efficientnetv2_b0, 7.14, 720",
        "googlenet, 6.998, 1583",
        "resnet50, 25.56, 3870"
    })
    void countsWhatIsPublished(String name, double params, double macs) {
        Analysis counted = Analysis.of(
                Objects.requireNonNull(BenchmarkNetworks.architectures().get("ncnn:" + name))
                        .get());
        assertEquals(params, counted.params() / 1e6, ROUNDED * params);
        assertEquals(macs, counted.macs().total() / 1e6, ROUNDED * macs);
    }

    @Test
    void haveFeatures() {
        assertEquals(
                BenchmarkNetworks.architectures().keySet(),
                BenchmarkNetworks.features().keySet());
    }
}
