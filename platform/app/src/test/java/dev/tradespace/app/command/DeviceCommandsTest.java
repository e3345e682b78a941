package dev.tradespace.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.app.context.CommandFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Devices elsewhere: what is listed, shown and made. */
class DeviceCommandsTest extends DeviceHome {
    @Test
    void listsDevicesOfAKind() throws IOException {
        JsonNode all = run("list", "devices", "--json").json();
        JsonNode phones = run("list", "devices", "--kind", "phone", "--json").json();

        assertEquals(Set.of("phone"), new HashSet<>(phones.findValuesAsText("kind")));
        assertTrue(all.size() > phones.size() && all.size() >= 120, "devices: " + all.size());
        String text = run("list", "devices", "--kind", "phone").out();
        assertTrue(text.contains("galaxy-s24") && !text.contains("raspberry-pi-5"), text);
        assertTrue(text.lines().anyMatch(line -> line.startsWith(phones.size() + " devices, ")), text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "list devices --kind toaster             | there is no kind toaster; there are phone, board,",
                "list variants --kind phone              | --kind goes with `tradespace list devices`",
                "device                                  | name what to do: device show NAME, device new NAME --from ROWS.csv or",
                "device measure --target raspberry-pi-5/ncnn-fp32-4t | is a target elsewhere, and nothing is measured there;",
                "device show no-such-board               | there is no device no-such-board; `tradespace list devices`",
                "device new my-board                     | --from",
                "device new my-board --from none.csv     | none.csv: is not there:",
                "device new my-board --from .            | is no file",
                "device new ??? --from none.csv          | must have a letter from A to Z or a digit, such as my-board, was ???",
                "device new local-cpu --from none.csv    | local-cpu is a device of this machine, which `tradespace sweep`",
                "device new Local_CPU --from none.csv    | local-cpu is a device of this machine",
                "device new b --from x --load-watts -3   | the power under load must be above that at idle, 0.0 W, and at most",
                "device new b --from x --load-watts 3 --cores 0 | a device with a power must have 1 to 65536 cores, was 0",
                "device new b --from x --load-watts 3 --idle-watts 3 | the power under load must be above that at idle",
                "device new b --from x --idle-watts 3    | --load-watts",
                "describe resnet/resnet18 --target pi/x  | there is no target pi/x in the catalogue of devices;",
                "import                                  | name a VARIANT and its --weights FILE, or a source: ai-hub DIR",
                "import resnet/mini                      | name a VARIANT and its --weights FILE, or a source",
                "import --weights x                      | name a VARIANT and its --weights FILE, or a source",
                "import csv                              | FILE",
                "import csv none.csv                     | none.csv: is not there:",
                "import csv none.csv --source A/B        | --source must be lower case letters, digits and hyphens, was A/B",
                "import csv none.csv --source ../x       | --source must be lower case letters, digits and hyphens, was ../x",
                "import benchncnn none.txt               | --device",
                "import benchncnn none.txt --device x    | none.txt: is not there:",
                "import benchncnn none.txt --device @    | must have a letter from A to Z or a digit, such as my-board, was @",
                "import benchncnn x --device local-cpu   | local-cpu is a device of this machine",
                "import ai-hub /no/such/folder           | /no/such/folder: is not there: name a folder of AI Hub's models",
                "import ai-hub /dev/null                 | /dev/null: is no folder",
                "results --target my-board/ncnn-fp32-1t  | there is no target my-board/ncnn-fp32-1t; here are",
                "results --target raspberry-pi-5/x       | and of devices elsewhere raspberry-pi-5/"
            })
    void refusesBadInputInOneSentence(String line, String sentence) {
        Ran ran = run(line.split("\\s+"));
        assertEquals(CommandFailure.REFUSED, ran.exitCode(), ran.err());
        assertEquals("", ran.out(), "nothing on stdout");
        assertTrue(ran.err().contains(sentence), ran.err());
        assertFalse(Files.exists(home.resolve("devices")), "nothing was taken in");
    }

    @Test
    void fiveNetworksMakeADeviceAndTheRestIsEstimated() throws IOException {
        Ran ran = board(FIVE);

        assertEquals(0, ran.exitCode(), ran.err());
        assertEquals("", ran.err());
        assertTrue(
                ran.out()
                        .startsWith("5 rows of 1 device taken in, 5 of variants here. A server that runs already sees"),
                ran.out());
        assertTrue(ran.out().contains("my-board (my-board), board"), ran.out());

        JsonNode configuration = run("device", "show", "My Board", "--json")
                .json()
                .path("configurations")
                .path(0);
        assertEquals(TARGET, configuration.path("id").asText());
        assertTrue(configuration.path("estimatesReason").isNull(), configuration.toString());
        String next = configuration.path("measureNext").asText();
        assertTrue(next.contains("/") && !FIVE.contains(next), next);

        assertEquals(40, latency(TARGET, "mobilenet/v2-1.0").path("value").asDouble());
        assertEquals(
                "published", latency(TARGET, "mobilenet/v2-1.0").path("origin").asText());
        JsonNode estimated = latency(TARGET, "resnet/resnet34");
        assertEquals("estimated", estimated.path("origin").asText(), estimated.toString());
        assertTrue(
                estimated.path("interval").path(0).asDouble()
                        < estimated.path("value").asDouble(),
                estimated.toString());
        String table = run("results", "--target", TARGET).out();
        assertTrue(table.lines().findFirst().orElse("").contains("  date"), table);
        assertTrue(table.contains("p: published, not measured here; ~: estimated"), table);
    }

    @Test
    void theEnergyOfADeviceWhosePowerIsSaidIsEstimated() throws IOException {
        String from = file("rows.csv", FIVE);
        Ran ran = run(
                "device", "new", "my-board", "--from", from, "--load-watts", "7", "--idle-watts", "3", "--cores", "4");
        assertEquals(0, ran.exitCode(), ran.err());

        JsonNode energy = run("describe", "mobilenet/v2-1.0", "--target", TARGET, "--json")
                .json()
                .path("targets")
                .path(TARGET)
                .path("energy");
        assertEquals("estimated", energy.path("origin").asText(), energy.toString());
        assertEquals(0.040, energy.path("value").asDouble(), 1e-9, "1 W of one of four cores for 40 ms");
        assertEquals(0.020, energy.path("interval").path(0).asDouble(), 1e-9);
        assertTrue(energy.path("source").asText().contains("said by the user"), energy.toString());
        assertTrue(
                run("device", "show", "my-board").out().contains("Power: 3 W at idle, 7 W with all 4 cores busy"),
                run("device", "show", "my-board").out());
    }

    @Test
    void measuresTheVariantThatItWouldAskForAndAsksForAnother() throws IOException {
        String first = run("device", "measure", "--models", "1").out();
        assertTrue(first.contains("needs the latencies of 5 networks, and 1 is measured under the present"), first);
        List<JsonNode> rows = new ArrayList<>();
        rows("local-cpu/ort-fp32-1t").forEach(rows::add);
        assertEquals(1, rows.size());
        assertEquals("measured", rows.get(0).path("latency").path("origin").asText());
        String measured = rows.get(0).path("variant").asText();
        String next = first.lines().skip(1).findFirst().orElse("");
        assertTrue(next.startsWith("Measure next: ") && !next.endsWith(measured), first + " after " + measured);
    }

    @Test
    void describesAnyNetworkOnTargetsElsewhere() {
        Ran ran = run(
                "describe",
                "mobilenet/v2-1.0",
                "--set",
                "width=0.6",
                "--target",
                "raspberry-pi-5/ncnn-fp32-1t",
                "--target",
                "raspberry-pi-4/ncnn-fp32-4t");

        assertEquals(0, ran.exitCode(), ran.err());
        assertTrue(ran.out().startsWith("mobilenet/v2-1.0[width=0.6]"), ran.out());
        assertTrue(ran.out().contains("raspberry-pi-5/ncnn-fp32-1t"), ran.out());
        assertTrue(ran.out().contains("estimated: from "), ran.out());
        assertTrue(ran.out().contains("unavailable: "), ran.out());
    }

    @Test
    void saysOfEachBadRowWhatIsWrongAndKeepsTheOthers() throws IOException {
        Ran ran = board(FIVE + """
                resnet/resnet101,ncnn,1,600,
                resnet/resnet152,ncnn,1,0.001,ms
                vit/b16,ncnn,1,3,fps
                vit/s16,ncnn,many,300,ms
                resnet/resnet1000,ncnn,1,600,ms
                mobilenet/v2-1.0,ncnn,1,95,ms
                resnet/resnet34,ncnn,1,-5,ms
                """);

        assertEquals(CommandFailure.FAILED, ran.exitCode(), ran.err());
        assertTrue(ran.out().startsWith("4 rows of 1 device taken in, 4 of variants here; what is wrong"), ran.out());
        List<String> starts = List.of(
                "rows.csv line 7: the unit is missing; latency is in ms, us or s",
                "rows.csv line 8: 1 us for 11.5 G multiply-accumulates",
                "rows.csv line 9: fps is a throughput and the row says latency",
                "rows.csv line 10: threads must be a whole number from 1 to 4096, was many",
                "rows.csv line 11: there is no variant resnet/resnet1000",
                "rows.csv line 12: contradicts an earlier row by a factor of 2.4, so neither is taken",
                "rows.csv line 13: value must be above 0, was -5",
                "my-board has latencies of 4 networks here, too few to estimate others from; 5 are needed");
        assertEquals(starts.size(), ran.said().size(), ran.err());
        for (int i = 0; i < starts.size(); i++) {
            String line = ran.said().get(i);
            assertTrue(line.startsWith("tradespace: ") && line.contains(starts.get(i)), line + " for " + starts.get(i));
        }
    }

    @Test
    void takesNothingInWhereNoRowCanBeUsed() throws IOException {
        Ran ran = board(HEADER + "resnet/resnet18,ncnn,1,fast,ms\n");

        assertEquals(CommandFailure.REFUSED, ran.exitCode());
        assertEquals(
                List.of(
                        "tradespace: rows.csv line 2: value must be a number such as 12.5, was fast",
                        "tradespace: nothing was taken in: no row can be used"),
                ran.said());
        assertFalse(Files.exists(home.resolve("devices")));
    }

    @Test
    void aDeviceThatIsThereIsAddedToAndThatIsSaid() throws IOException {
        board(FIVE);
        Ran again = run(
                "device",
                "new",
                "My_Board",
                "--kind",
                "phone",
                "--from",
                file("more.csv", HEADER + "resnet/resnet34,ncnn,1,260,ms\nmobilenet/v2-1.0,ncnn,1,44,ms\n"));

        assertTrue(
                again.said()
                        .contains("tradespace: my-board (my-board), board, is in the catalogue already: the rows are"
                                + " added to it, and replace those of the same target, network and metric"),
                again.err());
        assertEquals(44, latency(TARGET, "mobilenet/v2-1.0").path("value").asDouble());
        assertEquals(150, latency(TARGET, "resnet/resnet18").path("value").asDouble(), "it stays");
        assertEquals(260, latency(TARGET, "resnet/resnet34").path("value").asDouble());

        Ran pi = run("device", "new", "Raspberry Pi 5", "--from", file("pi.csv", FIVE));
        assertEquals(0, pi.exitCode(), pi.err());
        assertTrue(pi.err().contains("Raspberry Pi 5 (raspberry-pi-5), board, is in the catalogue already"), pi.err());
        assertEquals(
                40,
                latency("raspberry-pi-5/ncnn-fp32-1t", "mobilenet/v2-1.0")
                        .path("value")
                        .asDouble());
    }

    @Test
    void rowsOfOtherDevicesAreLeftOut() throws IOException {
        String header = "device,kind,network,runtime,threads,value,unit\n";
        Ran other = board(header + """
                raspberry-pi-5,,resnet/resnet18,ncnn,1,150,ms
                my-board,,resnet/resnet18,ncnn,1,150,ms
                """);
        assertTrue(
                other.said()
                        .contains("tradespace: rows of raspberry-pi-5 were left out: it is not my-board; `tradespace"
                                + " import csv` takes rows of several devices"),
                other.err());
        assertEquals(CommandFailure.FAILED, other.exitCode());
        assertTrue(other.out().startsWith("1 row of 1 device taken in"), other.out());

        Ran here = run("import", "csv", file("here.csv", header + "local-cpu,board,resnet/resnet18,ncnn,1,150,ms\n"));
        assertEquals(CommandFailure.REFUSED, here.exitCode(), here.err());
        assertTrue(here.err().contains("rows of local-cpu were left out: it is a device of this machine"), here.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../evil", "a\nb", "\u001b[31mred", "x,\"y\"|z", "日本 K230", "=cmd()", "..."})
    void oddNamesMakePlainIdsAndReadBack(String name) throws IOException {
        Ran ran = run("device", "new", name, "--from", file("rows.csv", FIVE));
        if (name.equals("...")) {
            assertEquals(CommandFailure.REFUSED, ran.exitCode(), ran.err());
            return;
        }
        assertEquals(0, ran.exitCode(), ran.err());
        assertFalse((ran.out() + ran.err()).contains("\u001b"), "no escape reaches the terminal");
        try (var kept = Files.list(home.resolve("devices/rows"))) {
            assertTrue(kept.allMatch(each -> each.getFileName().toString().matches("own-[a-z0-9-]+\\.csv")));
        }
        JsonNode shown = run("device", "show", name, "--json").json();
        assertEquals(name, shown.path("name").asText());
        assertEquals(5, shown.path("rows").asInt(), shown.toString());
        assertEquals("", run("list", "devices").err(), "the files are right");
    }

    @Test
    void doctorTellsWhatIsWrongWithDevicesOfTheHomeAndTheRestIsUsed() throws IOException {
        board(FIVE);
        Path rows = home.resolve("devices/rows/own-my-board.csv");
        assertEquals(0, run("doctor").exitCode(), "all is well");

        Files.write(
                rows,
                "my-board,,ncnn,cpu,fp32,1,1,,resnet/resnet34,latency,soon,ms,,,\n".getBytes(StandardCharsets.UTF_8),
                java.nio.file.StandardOpenOption.APPEND);
        Ran doctor = run("doctor");
        assertEquals(CommandFailure.FAILED, doctor.exitCode(), doctor.out());
        assertTrue(
                doctor.out()
                        .contains("problem: devices: " + home.resolve("devices")
                                + "/rows/own-my-board.csv line 7: value must be a number such as 12.5, was soon; mend"),
                doctor.out());
        assertTrue(run("list", "devices").err().contains("line 7: value must be a number"), "and so does the list");
        for (String command :
                List.of("device show my-board", "recommend --target " + TARGET, "results --target " + TARGET)) {
            String told = run(command.split(" ")).err();
            assertTrue(told.contains("line 7: value must be a number"), command + ": " + told);
        }
        assertEquals(40, latency(TARGET, "mobilenet/v2-1.0").path("value").asDouble());

        Ran refused = board(FIVE);
        assertEquals(CommandFailure.FAILED, refused.exitCode());
        assertTrue(
                refused.err().contains("nothing was added, for what is there already is not right: "), refused.err());
    }

    @Test
    void recommendsForDevicesElsewhereAndSaysWhatIsMissing() throws IOException {
        String pi = "raspberry-pi-5/ncnn-fp32-1t";
        JsonNode answer = run(
                        "recommend",
                        "--target",
                        pi,
                        "--target",
                        "galaxy-s24/tflite-npu-fp32",
                        "--limit",
                        "latency<=50ms",
                        "--json")
                .json();
        assertEquals(2, answer.path("recommended").path("rows").size(), answer.toString());
        for (JsonNode row : answer.path("recommended").path("rows")) {
            assertTrue(row.path("latency").path("value").asDouble() <= 50, row.toString());
        }
        String text =
                run("recommend", "--target", pi, "--limit", "accuracy>=85").out();
        assertTrue(
                text.lines()
                        .anyMatch(line -> line.matches("Estimates on " + pi
                                + ": of [0-9]+ latencies that are known, each left out in turn, estimates are off by [0-9.]+% on"
                                + " the mean, and [0-9.]+% of them by less than 10%\\.")),
                text);

        Ran mixed = run("recommend", "--target", pi, "--target", "local-cpu/ort-fp32-1t");
        assertEquals(CommandFailure.FAILED, mixed.exitCode());
        assertEquals(
                "No model: no model has an accuracy and a latency on every target: on local-cpu/ort-fp32-1t nothing was"
                        + " measured, run a sweep.",
                mixed.err().strip());
        Ran nothing = run("results");
        assertTrue(nothing.err().contains("`tradespace list devices` names devices elsewhere"), nothing.err());
    }
}
