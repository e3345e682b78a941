package dev.tradespace.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.app.output.JsonOutput;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompareCommandTest {
    @TempDir
    Path home;

    private record Ran(int exitCode, String out, String err) {}

    private Ran compare(String line) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] args = ("compare " + line).strip().split(" +");
        int code = TradespaceCommandLine.commandLine(Map.of("TRADESPACE_HOME", home.toString()))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
        return new Ran(code, out.toString(), err.toString());
    }

    @Test
    void answersMachines() throws IOException {
        Ran ran = compare(
                "--table builtin:one-aim --strategies random,nsga2 --budget 60 --seeds 3 --set nsga2.population=10"
                        + " --json");
        assertEquals(0, ran.exitCode(), ran.err());
        JsonNode strategies = JsonOutput.mapper().readTree(ran.out()).path("strategies");
        assertEquals(List.of("random", "nsga2"), strategies.findValuesAsText("name"));
        for (JsonNode strategy : strategies) {
            assertEquals(3, strategy.path("seeds").asInt());
            for (String figure : List.of("regret", "hypervolume")) {
                assertTrue(strategy.path(figure).path("50").path("mean").isNumber(), ran.out());
                assertTrue(strategy.path(figure).path("60").path("sd").isNumber(), ran.out());
            }
            assertEquals(60, strategy.path("distinct").asDouble());
            assertTrue(strategy.path("cpuMillisPerTrial").asDouble() > 0);
        }
    }

    @Test
    void hasNoRegretForSeveralAims() throws IOException {
        Ran ran = compare("--table builtin:two-aims --strategies random --budget 50 --seeds 1 --json");
        JsonNode strategy =
                JsonOutput.mapper().readTree(ran.out()).path("strategies").path(0);
        assertFalse(strategy.has("regret"));
        assertTrue(strategy.path("hypervolume").has("50"));
    }

    @Test
    void answersPeopleAndLeavesOutWhoCannot() {
        Ran ran = compare("--budget 50 --seeds 2");
        assertEquals(0, ran.exitCode(), ran.err());
        assertTrue(ran.out().startsWith("builtin:known-cost: 16384 rows"), ran.out());
        assertTrue(ran.out().contains("after 50"), ran.out());
        assertTrue(ran.err().contains("regularized-evolution is left out: aims: it orders by one aim"), ran.err());
    }

    @Test
    void autoStandsBesideTheOthersAndSaysWhatItIsAndWhy() throws IOException {
        String line = "--table builtin:one-aim --strategies auto,random --budget 12 --seeds 1";
        Ran people = compare(line);
        assertEquals(0, people.exitCode(), people.err());
        String why = "guided, for a budget of 12 evaluations is far from covering a space of 16384 configurations";
        assertTrue(people.out().contains("auto is " + why), people.out());
        JsonNode strategies =
                JsonOutput.mapper().readTree(compare(line + " --json").out()).path("strategies");
        assertEquals(List.of("random", "auto"), strategies.findValuesAsText("name"));
        assertEquals("guided", strategies.path(1).path("strategy").asText());
        assertTrue(strategies.path(1).path("why").asText().startsWith(why), strategies.toString());
        assertFalse(strategies.path(0).has("why"));
    }

    @Test
    void whoIsNamedAndCannotMakesItFail() {
        Ran ran = compare("--strategies random,regularized-evolution --budget 10 --seeds 1");
        assertEquals(1, ran.exitCode());
        assertTrue(ran.out().contains("random"), ran.out());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "--strategies tpe                              | there is no strategy tpe; there are ",
                "--table builtin:x                             | there is no table builtin:x; there are"
                        + " builtin:one-aim",
                "--table nowhere.yaml                          | nowhere.yaml: there is no such file",
                "--budget 0                                    | --budget must be a whole number from 1 to 1000000,"
                        + " was 0",
                "--seeds 0                                     | --seeds must be a whole number from 1 to 1000000, was"
                        + " 0",
                "--set nsga2.population=1                      | --set nsga2.population: must be a whole number from 2",
                "--set nsga2.colour=1                          | --set nsga2.colour: there is no such parameter",
                "--set tpe.x=1                                 | --set must be STRATEGY.KEY=VALUE with a strategy of ",
                "--cases nowhere.yaml                          | nowhere.yaml: ",
                "--cases nowhere.yaml --json                   | --cases says everything but --seeds and --set itself",
            })
    void refusesWhatIsWrong(String line, String message) {
        Ran ran = compare(line);
        assertEquals(2, ran.exitCode(), ran.err());
        assertTrue(ran.err().contains(message), ran.err());
    }

    @Test
    void runsCasesAndSkipsThoseWithoutData() throws IOException {
        Files.writeString(home.resolve("t.csv"), "a,acc\n0,1\n1,2\n");
        String spec = "parameters: {a: {column: a, values: [0, 1]}}\nmetrics: {acc: {goal: maximize}}\ntable: ";
        Files.writeString(home.resolve("here.yaml"), spec + "t.csv\n");
        Files.writeString(home.resolve("away.yaml"), spec + "not-fetched.csv\n");
        Path cases = Files.writeString(home.resolve("cases.yaml"), """
            cases:
              - {name: found, table: here.yaml, strategy: random, figure: regret, reach: {50: 0}}
              - {name: missing, table: away.yaml, strategy: random, figure: regret, reach: {50: 0}}
            """);
        Ran ran = compare("--seeds 2 --cases " + cases);
        assertEquals(0, ran.exitCode(), ran.err());
        assertTrue(ran.out().matches("(?s).*found +random +50 +0 +0 \\(0\\) +yes.*"), ran.out());
        assertTrue(ran.err().contains("skipped: missing: /table: there is no file"), ran.err());
    }
}
