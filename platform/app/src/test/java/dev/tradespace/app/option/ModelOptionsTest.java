package dev.tradespace.app.option;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tradespace.core.catalogue.ModelId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ModelOptionsTest {
    /** A trained model is exported without the plugin that built it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tinynet/small                | tinynet/small[classes=3,resolution=64] | true",
                "tinynet/small[classes=3]     | tinynet/small[classes=3,resolution=64] | true",
                "tinynet/small --classes 3    | tinynet/small[classes=3,resolution=64] | true",
                "tinynet/small --classes 4    | tinynet/small[classes=3,resolution=64] | false",
                "tinynet/small --set width=2  | tinynet/small[classes=3,resolution=64] | false",
                "tinynet/large                | tinynet/small[classes=3,resolution=64] | false",
                "tinynet/small                | tinynet/small                          | true",
            })
    void tellsATrainedModelOfAMissingFamilyByTheTextOfItsId(String typed, String trained, boolean meant) {
        ModelOptions options = CommandLine.populateCommand(new ModelOptions(), typed.split(" ", -1));
        assertEquals(meant, ModelId.parse(trained).isFitted(options.id()));
    }
}
