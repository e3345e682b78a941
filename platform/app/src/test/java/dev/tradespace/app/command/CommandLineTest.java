package dev.tradespace.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.api.metric.Goal;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.app.context.CommandFailure;
import dev.tradespace.app.output.JsonOutput;
import dev.tradespace.search.run.Criteria;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
    private static final String TARGET = "local-cpu/ort-fp32-1t";

    @TempDir
    Path home;

    private record Ran(int exitCode, String out, String err) {
        JsonNode json() throws IOException {
            return JsonOutput.mapper().readTree(out);
        }
    }

    private Ran run(String... args) {
        return runAt(home, args);
    }

    private static Ran runAt(Path home, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = TradespaceCommandLine.commandLine(Map.of("TRADESPACE_HOME", home.toString()))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
        return new Ran(code, out.toString(), err.toString());
    }

    @TestFactory
    Stream<DynamicTest> everyCommandExplainsItself() {
        return Stream.of(
                        "quickstart",
                        "serve",
                        "sweep",
                        "search",
                        "results",
                        "recommend",
                        "report",
                        "compare",
                        "list",
                        "describe",
                        "profile",
                        "export",
                        "import",
                        "import ai-hub",
                        "import benchncnn",
                        "import csv",
                        "device",
                        "device show",
                        "device new",
                        "device measure",
                        "train",
                        "doctor",
                        "clean",
                        "data",
                        "plugin",
                        "plugin new",
                        "plugin check")
                .map(command -> DynamicTest.dynamicTest(command, () -> {
                    Ran ran = run((command + " --help").split(" "));
                    assertEquals(0, ran.exitCode());
                    assertTrue(ran.out().startsWith("Usage: tradespace " + command), ran.out());
                }));
    }

    @Test
    void theHelpOfASearchNamesEveryMetricThatCanBeLimited() {
        String help = run("search", "--help").out();
        for (Metric metric : Metric.values()) {
            assertTrue(help.contains(metric.id()), metric + " in " + help);
        }
        assertTrue(help.contains(Criteria.ACTIVATION_MEMORY), help);
        assertTrue(help.contains("accuracy (%), latency (ms)"), help);
    }

    @Test
    void everyMetricCanBeLimitedInARecommendation() {
        String help = run("recommend", "--help").out();
        for (Metric metric : Metric.values()) {
            String sign = metric.goal() == Goal.MINIMIZE ? "<=" : ">=";
            Ran ran = run("recommend", "--target", TARGET, "--limit", metric.id() + sign + metric.example(), "--json");
            assertEquals(CommandFailure.FAILED, ran.exitCode(), "nothing was measured: " + ran.err());
            assertTrue(ran.out().contains("\"metric\" : \"" + metric.id() + "\""), ran.out());
            assertTrue(help.contains(metric.id()), help);
        }
    }

    /** What stands in scripts that were written before there was --limit. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--max-latency 20ms",
                "--max-memory 200MB",
                "--max-params 10M",
                "--max-macs 600M",
                "--max-energy 50mJ",
                "--max-model-size 20MB",
                "--min-accuracy 75"
            })
    void theOlderLimitsOfARecommendationAreTaken(String option) throws IOException {
        Ran ran = run(("recommend --json --target " + TARGET + " " + option).split(" "));
        assertEquals(CommandFailure.FAILED, ran.exitCode(), "nothing was measured: " + ran.err());
        assertEquals(1, ran.json().path("limits").size(), ran.out());
    }

    @Test
    void blamesTheHomeThatCannotBeWrittenRatherThanTheDataset() throws IOException {
        for (String file : List.of("cat/1", "cat/2", "cat/3", "dog/4", "dog/5", "dog/6")) {
            Path image = home.resolve("photos").resolve(file + ".png");
            Files.createDirectories(image.getParent());
            BufferedImage drawn = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
            drawn.setRGB(0, 0, file.charAt(file.length() - 1));
            ImageIO.write(drawn, "png", image.toFile());
        }
        Path unwritable = Files.createFile(home.resolve("file")).resolve("home");
        Ran ran = runAt(
                unwritable,
                "train",
                "resnet/mini",
                "--dataset",
                home.resolve("photos").toString());
        assertEquals(CommandFailure.FAILED, ran.exitCode());
        assertEquals(
                "tradespace: the home " + unwritable + " cannot be written: Not a directory;"
                        + " set TRADESPACE_HOME to a folder that can be written",
                ran.err().strip());
    }

    @Test
    void aReportNeedsASearchAndAFolderThatExists() {
        assertTrue(run("report", "0").err().contains("ID must be the number of a search, was 0"));
        assertTrue(
                run("report", "1", "--out", "no/such/folder.html").err().contains("--out must be a file in a folder"));
    }

    @Test
    void describesAResNetAsMachinesWantIt() throws IOException {
        JsonNode model = run("describe", "resnet/resnet50", "--json").json();
        assertEquals(25_557_032, model.path("params").asLong());
        assertEquals(4_089, Math.round(model.path("macs").path("total").asDouble() / 1e6));
        assertTrue(model.path("macs").has("convolution")
                && model.path("macs").has("dense")
                && model.path("macs").has("attention"));
        assertTrue(model.path("peakActivationBytes").asLong() > 1_000_000);
        assertTrue(model.path("layers").size() > 100);
        assertTrue(model.path("published").size() > 2);
    }

    @Test
    void listsTheStrategiesWithTheirSettings() throws IOException {
        JsonNode strategies = run("list", "strategies", "--json").json();
        JsonNode grown = strategies.path(strategies.findValuesAsText("id").indexOf("compound-scaling"));
        assertEquals("built in", grown.path("source").asText());
        assertEquals("steps", grown.path("settings").path(0).path("name").asText());
        assertEquals(4, grown.path("settings").path(0).path("default").asInt());
        assertTrue(run("list", "strategies").out().contains("eta=3 (a whole number from 2 to 10)"));
    }

    @Test
    void describesAPointThatIsNoVariant() throws IOException {
        JsonNode model = run(
                        "describe",
                        "resnet/resnet50",
                        "--resolution",
                        "192",
                        "--classes",
                        "10",
                        "--set",
                        "width=0.75",
                        "--json")
                .json();
        assertEquals(
                "resnet/resnet50[classes=10,resolution=192,width=0.75]",
                model.path("id").asText());
        assertEquals(192, model.path("input").path(1).asInt());
        assertEquals(10, model.path("output").path(0).asInt());
    }

    @Test
    void describesForPeople() {
        Ran ran = run("describe", "vit/ti16");
        assertEquals(0, ran.exitCode());
        assertTrue(ran.out().contains("attention"), ran.out());
        assertTrue(ran.out().contains("parameters"), ran.out());
    }

    @Test
    void listsAllFamiliesAndTargets() throws IOException {
        List<String> families = run("list", "families", "--json").json().findValuesAsText("id");
        assertTrue(
                families.containsAll(List.of("inception", "resnet", "mobilenet", "efficientnet", "vit")),
                families.toString());
        List<String> targets = run("list", "targets", "--json").json().findValuesAsText("id");
        assertTrue(
                targets.containsAll(List.of(
                        "local-cpu/ort-fp32-1t",
                        "local-cpu/ort-fp32-all",
                        "local-cpu/ort-int8-1t",
                        "local-cpu/tflite-fp32-1t",
                        "local-cpu/opencv-fp32-1t",
                        "local-cpu/dl4j-fp32-1t")),
                targets.toString());
        assertTrue(run("list", "variants", "--json").json().size() > 70);
    }

    @Test
    void listsWhatATargetIsUnavailableFor() throws IOException {
        Path profiles = Files.createDirectories(home.resolve("profiles"));
        Path profile = Files.writeString(profiles.resolve("mine.yaml"), """
            device: local-cpu
            targets:
              - name: missing
                title: Missing
                runtime: command
                format: onnx
                precision: fp32
                threads: 1
                command: {arguments: [/nowhere/bench, "{model}"], p50: {pattern: '(.+)', unit: ms}}
            """);
        Files.setPosixFilePermissions(profiles, PosixFilePermissions.fromString("rwx------"));
        Files.setPosixFilePermissions(profile, PosixFilePermissions.fromString("rw-------"));
        Ran ran = run("list", "targets");
        assertEquals(0, ran.exitCode());
        assertTrue(
                ran.err()
                        .contains("tradespace: target local-cpu/missing is unavailable: there is no program"
                                + " /nowhere/bench"),
                ran::err);
    }

    @Test
    void exportsAnOnnxFile() throws IOException {
        Path file = home.resolve("model.onnx");
        Ran ran = run("export", "mobilenet/v1-0.25-128", "--out", file.toString(), "--json");
        assertEquals(0, ran.exitCode(), ran.err());
        assertEquals(Files.size(file), ran.json().path("bytes").asLong());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "describe resnet/resnet51                         | did you mean resnet/resnet50",
                "describe nonsense                                | a model's id is family/name",
                "describe lenet/lenet5                            | there is no family lenet; there are",
                "describe resnet/resnet50 --set width=wide        | width: must be a number from",
                "describe resnet/resnet50 --set depht=3           | depht: there is no such parameter; there are",
                "describe resnet/resnet50 --resolution 7000       | resolution: must be",
                "describe vit/b16 --resolution 225                | resolution",
                "describe resnet/resnet50 --resolution 96 --set resolution=64 | given twice",
                "export resnet/resnet18 --out /no/such/folder/x   | --out must be a file in a folder that exists",
                "export resnet/mini --out x --format coreml       | --format must be onnx or samediff or tflite, was coreml",
                "export resnet/mini --out x --seed 3 --trained-on mnist | --seed is of random weights",
                "export resnet/mini --out x --trained-on mnist    | resnet/mini has no finished training on mnist",
                "export resnet/mini --out x --with-preprocessing   | --with-preprocessing is of ONNX files of trained"
                        + " models",
                "export resnet/mini --out x --trained-on ./src    | has no finished training on ./src, nor on any"
                        + " other dataset",
                "data info src                                    | cifar100; for the folder that is here, write ./src",
                "train resnet/mini --dataset src                  | cifar100; for the folder that is here, write ./src",
                "train resnet/mini --dataset ./pom.xml            | pom.xml cannot be used: it is a file, not a folder",
                "data fetch mnits                                 | mnits cannot be fetched; those that can are mnist",
                "train resnet/mini                                | name what to train on",
                "train resnet/mini --dataset none                 | there is no dataset none; there are"
                        + " synthetic-shapes",
                "train --family lenet --dataset synthetic-shapes  | there is no family lenet",
                "train resnet/mini --dataset synthetic-shapes --time soon | --time must be a number with s, m or h",
                "train resnet/mini --dataset synthetic-shapes --time 1m --epochs 3 | --epochs and --time exclude each"
                        + " other",
                "sweep                                            | name what to measure",
                "sweep --variants x --spec y                      | --spec says everything itself",
                "sweep --spec /no/such/file                       | --spec must be a readable file",
                "sweep --variants a --protocol slow               | --protocol must be quick, standard or long",
                "export resnet/resnet18 --out /dev/null           | --out must be a file, and /dev/null is a device",
                "serve --port 99999                               | --port must be 0 to 65535",
                "serve --db jdbc:foo:bar                          | --db must begin with jdbc:h2: or jdbc:postgresql:",
                "results --csv --json                             | choose one of --csv and --json",
                "recommend --target local-cpu/ort-fp32-1t --max-latency soon | --max-latency must be a number such as 20ms",
                "recommend --target local-cpu/ort-fp32-1t --limit latency<=soon | the bound of latency must be a number such as 20ms",
                "recommend --target local-cpu/ort-fp32-1t --limit latency>=5ms | latency is better the smaller it is: write latency<=20ms",
                "recommend --target local-cpu/ort-fp32-1t --limit parms<=5M | there is no metric parms; there are accuracy, latency,",
                "recommend --target local-cpu/ort-fp32-1t --limit fast | --limit must be a metric, <= or >=, and a bound",
                "recommend --target local-cpu/ort-fp32-1t --limit params<=5M --max-params 3M | params is limited twice",
                "search --dataset x                               | name what to search: --families",
                "search --families mobilenet --dataset x          | say when to end: --budget N evaluations or --time"
                        + " TIME",
                "search --resume 1 --seed 3                       | --resume goes on with what was asked",
                "search --families lenet --dataset synthetic-shapes --budget 3 | there is no family lenet; there are",
                "search --families lenet --dataset synthetic-shapes --budget 3 --subset 1500 | 1,500 of 8,000"
                        + " training, 1,000",
                "search --families vit --dataset synthetic-shapes --budget 3 --limit params<=1 | and the limit is 1",
                "search --families vit --dataset synthetic-shapes --time soon | --time must be a number with s, m or h",
                "search --resume 7                                | there is no search 7",
                "export resnet/mini@imported:00 --out x           | there are no weights imported:00 of resnet/mini",
                "export resnet/mini@imported:00 --out x --seed 3  | leave --seed and --trained-on out",
                "import resnet/mini --weights /no/such/file       | --weights must be a readable file",
                "plugin                                           | name what to do: plugin new NAME or plugin check JAR",
                "plugin check src                                 | JAR must be a jar or a folder of jars, was src",
                "plugin check x.jar                               | JAR must be a jar or a folder of jars, was x.jar",
                "plugin new Ghost                                 | NAME must be at most 60 small letters",
                "plugin new ghost --family g_1                    | --family must be at most 60 small letters",
                "plugin new flow                                  | a word that Java or the example has already",
                "plugin new ghost --dir src                       | src has something in it",
                "list colours                                     | colours",
                "sing                                             | sing",
                "--plugins /no/such/folder list                   | --plugins must be a folder"
            })
    void refusesBadInputInOneSentence(String line, String sentence) {
        Ran ran = run(line.split("\\s+"));
        assertEquals(2, ran.exitCode(), ran.err());
        assertEquals("", ran.out(), "nothing on stdout");
        assertTrue(ran.err().contains(sentence), ran.err());
        assertFalse(ran.err().contains("\tat "), "no stack trace: " + ran.err());
    }

    @Test
    void aProjectNeedsAFolderThatCanBeMade() throws IOException {
        Path file = Files.createFile(home.resolve("file"));
        Ran ran = run("plugin", "new", "ghost", "--dir", file.resolve("ghost").toString());
        assertEquals(CommandFailure.FAILED, ran.exitCode());
        assertTrue(ran.err().contains("file/ghost cannot be written: Not a directory"), ran.err());
    }

    @Test
    void namesEveryProblemOfASweepFile() throws IOException {
        Path file = home.resolve("sweep.yaml");
        Files.writeString(file, "variants: []\ntargets: [[3]]\nprotocol: slow\nspeed: fast\n");
        Ran ran = run("sweep", "--spec", file.toString());
        assertEquals(2, ran.exitCode());
        for (String path : List.of("/variants", "/targets/0", "/protocol", "/speed")) {
            assertTrue(ran.err().contains(path + ":"), ran.err());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: 1\na: 2\n", "[", "{\"variants\": [\"x\"], \"targets\": [\"y\"]} trailing: {"})
    void refusesWhatIsNoDocument(String text) throws IOException {
        Path file = home.resolve("sweep.yaml");
        Files.writeString(file, text);
        assertEquals(2, run("sweep", "--spec", file.toString()).exitCode());
    }
}
