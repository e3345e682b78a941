package dev.tradespace.search.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.metric.Goal;
import dev.tradespace.api.metric.Objective;
import dev.tradespace.api.search.CheapMetrics;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.space.Domain;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableFilesTest {
    private static final String SPEC = """
        table: t.csv
        parameters:
          first: {column: arch, character: 0, values: ["0", "1"]}
          width: {column: w, values: [8, 16]}
        metrics:
          acc: {goal: maximize}
          macs: {goal: minimize, known: true}
        validation: {acc: seen}
        canonical: same
        limit: ["macs<=30"]
        """;
    private static final String TABLE = """
        arch,w,acc,seen,macs,same,note
        0x,8,90,89.5,10,a,"quoted, ""twice"" and
        on two lines"
        0x,16.0,91,91.5,20,b,
        1x,8,92,91,30,c,

        1x,16,93,94,40,c,
        """;

    @TempDir
    Path folder;

    private Path write(String spec, String table) throws IOException {
        Files.writeString(folder.resolve("t.csv"), table);
        return Files.writeString(folder.resolve("t.yaml"), spec);
    }

    private String refusal(String spec, String table) throws IOException {
        Path written = write(spec, table);
        return String.valueOf(
                assertThrows(BadTable.class, () -> TableFiles.read(written)).getMessage());
    }

    private static Configuration point(ResultTable table, String first, String width) {
        return table.problem()
                .space()
                .configure(table.problem().space().defaults(), Map.of("first", first, "width", width));
    }

    @Test
    void readsWhatTheSpecSays() throws IOException {
        ResultTable table = TableFiles.read(write(SPEC, TABLE));
        int row = table.row(point(table, "1", "16"));
        assertEquals(4, table.rows());
        assertEquals(3, table.distinct());
        assertEquals(93, table.value("acc", row));
        assertEquals(94, table.seen("acc", row));
        assertEquals(Map.of("acc", 94.0, "macs", 40.0), table.seen(row));
        assertFalse(table.isFeasible(row));
        assertEquals("macs<=30.0", table.brokenBeforehand(row).orElseThrow().toString());
        assertEquals(
                List.of(new Objective("acc", Goal.MAXIMIZE), new Objective("macs", Goal.MINIMIZE)),
                table.problem().objectives());
        assertEquals(Set.of("macs"), table.problem().cheapMetricNames());
        assertEquals(
                new CheapMetrics.Valid(Map.of("macs", 30.0), "c"),
                table.problem().cheapMetrics(point(table, "1", "8")));
    }

    @Test
    void takesNumbersOfOneDistanceAsNumbersAndTheRestAsNames() throws IOException {
        ResultTable table = TableFiles.read(write(SPEC, TABLE));
        assertEquals(
                new Domain.Integers(8, 16, 8),
                table.problem().space().find("width").orElseThrow().domain());
        assertEquals(
                new Domain.Choices(List.of("0", "1")),
                table.problem().space().find("first").orElseThrow().domain());
    }

    @Test
    void makesNamesThatTheSpaceTakes() throws IOException {
        String spec = """
            table: t.csv
            parameters:
              op_1: {column: "the op", values: ["none", "a b~0", "a b~1", true]}
            metrics: {acc: {goal: maximize}}
            """;
        ResultTable table = TableFiles.read(write(spec, "the op,acc\r\nnone,1\r\na b~0,2\r\na b~1,3\r\ntrue,4\r\n"));
        assertEquals(
                new Domain.Choices(List.of("none", "a_b_0", "a_b_1", "true")),
                table.problem().space().find("op1").orElseThrow().domain());
    }

    @Test
    void aMetricWithoutAGoalIsNoObjective() throws IOException {
        ResultTable table = TableFiles.read(
                write(SPEC.replace("macs: {goal: minimize, known: true}", "macs: {known: true}"), TABLE));
        assertEquals(
                List.of(new Objective("acc", Goal.MAXIMIZE)), table.problem().objectives());
        assertEquals(1, table.problem().constraints().size());
    }

    @Test
    void readsGzip() throws IOException {
        Path spec = write(SPEC.replace("t.csv", "t.csv.gz"), "");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("t.csv.gz")))) {
            out.write(TABLE.getBytes(StandardCharsets.UTF_8));
        }
        assertEquals(4, TableFiles.read(spec).rows());
    }

    @Test
    void refusesWhatOnlyClaimsToBeGzip() throws IOException {
        Files.writeString(folder.resolve("t.csv.gz"), TABLE);
        assertTrue(refusal(SPEC.replace("t.csv", "t.csv.gz"), "").startsWith("t.csv.gz cannot be read"));
    }

    @Test
    void saysThatTheTableIsNotThere() throws IOException {
        Path spec = write(SPEC.replace("t.csv", "elsewhere.csv"), TABLE);
        assertTrue(String.valueOf(assertThrows(MissingTable.class, () -> TableFiles.read(spec))
                        .getMessage())
                .contains("there is no file " + folder.resolve("elsewhere.csv")));
    }

    @Test
    void namesEveryProblemOfASpecAtOnce() throws IOException {
        String refusal = refusal("""
            table: [3]
            parameters:
              a: {column: c, character: -1, values: ["0", "0"], colour: red}
              b: {values: []}
            metrics:
              m: {goal: up}
              n: {known: 1}
            validation: {x: y}
            limit: ["m<5", "z<=1"]
            seed: 1
            """, TABLE);
        for (String part : List.of(
                "/table: must be a text",
                "/parameters/a/character: must be a whole number",
                "/parameters/a/values/1: is listed twice: 0",
                "/parameters/a/colour: is unknown",
                "/parameters/b/column: is missing",
                "/parameters/b/values: must be a list of at least one value",
                "/metrics/m/goal: must be maximize or minimize, was up",
                "/metrics/n/known: must be true or false",
                "/validation/x: there is no metric x; there are m, n",
                "/limit/0: must be such as macs<=32000000, was m<5")) {
            assertTrue(refusal.contains(part), () -> part + " is missing in " + refusal);
        }
        assertTrue(refusal.endsWith("; and 2 more"), refusal);
    }

    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "limit: [\"macs<=30\"]|limit: [\"macs<=3\", \"macs>=4\"]|no value keeps both macs<=3.0 and macs>=4.0",
                "limit: [\"macs<=30\"]|limit: [\"macs<=9\"]|the nearest is first=0, width=8: macs<=9.0 stops it, its"
                        + " macs is 10.0",
                "limit: [\"macs<=30\"]|limit: \"macs<=30\"|/limit: must be a list of at least one text",
                "column: w|column: width|/parameters/width/column: there is no column width; there are arch, w, acc",
                "canonical: same|canonical: name|/canonical: there is no column name",
                "{acc: seen}|{acc: looked}|/validation/acc: there is no column looked",
                "{acc: seen}|{macs: seen}|/validation/macs: macs is known before evaluation",
                "[8, 16]|[8, 16, 24]|2 of 6 combinations of the parameters have no row, the first is first=0, width=24",
                "[8, 16]|[8]|t.csv line 4: width must be one of 8, was 16.0",
                "character: 0|character: 2|t.csv line 2: column arch has 2 characters, but first is number 2 of them",
                "{goal: maximize}|{}|/metrics/macs",
                "table: t.csv|table: t.csv\\ntable: t.csv|the key is repeated",
            })
    void refusesASpec(String right, String wrong, String message) throws IOException {
        String spec = SPEC.replace(right, wrong.replace("\\n", "\n"));
        if (message.equals("/metrics/macs")) {
            spec = spec.replace("{goal: minimize, known: true}", "{known: true}");
            assertTrue(refusal(spec, TABLE).contains("/metrics: one of them must have a goal"));
            return;
        }
        String refusal = refusal(spec, TABLE);
        assertTrue(refusal.contains(message), refusal);
    }

    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "16.0,91|16.0,NaN|t.csv line 4: column acc must be a finite number, was NaN",
                "16.0,91|16.0,|t.csv line 4: column acc must be a finite number, was empty",
                "16.0,91|16.0,high|t.csv line 4: column acc must be a finite number, was high",
                "16.0,91|,91|t.csv line 4: width must be one of 8, 16, was empty",
                "16.0,91|8,91|t.csv line 4: is the same architecture as line 2: first=0, width=8",
                "91.5,20,b|91.5,20,|t.csv line 4: column same is empty",
                "91.5,20,b,|91.5,20|t.csv line 4: has 5 cells where the header has 7",
                "arch,w|w,w|t.csv: column w stands there twice",
                "1x,8,92,91,30,c,||1 of 4 combinations of the parameters have no row, the first is first=1, width=8",
            })
    void refusesATable(String right, String wrong, String message) throws IOException {
        String refusal = refusal(SPEC, TABLE.replace(right, wrong == null ? "" : wrong));
        assertTrue(refusal.contains(message), refusal);
    }

    @Test
    void refusesAnEmptyTable() throws IOException {
        assertEquals("t.csv is empty", refusal(SPEC, ""));
        assertTrue(refusal(SPEC, "arch,w,acc,seen,macs,same\n").contains("4 of 4 combinations"));
    }

    @Test
    void refusesASpecThatIsNone() throws IOException {
        assertTrue(refusal("table: [", TABLE).contains("line 1"));
        assertTrue(
                refusal("a,b\n1,2\n", TABLE).startsWith("it is no spec: that is a YAML file which names the CSV file"));
        assertTrue(String.valueOf(assertThrows(
                                BadTable.class,
                                () -> TableFiles.find(folder.resolve("t.csv").toString()))
                        .getMessage())
                .startsWith("it is no spec: "));
        assertEquals(
                "there is no such file",
                assertThrows(
                                BadTable.class,
                                () -> TableFiles.find(
                                        folder.resolve("none.yaml").toString()))
                        .getMessage());
        assertTrue(String.valueOf(assertThrows(BadTable.class, () -> TableFiles.find("builtin:none"))
                        .getMessage())
                .contains("there are builtin:one-aim"));
    }

    @Test
    void everyBuiltInTableIsWhole() {
        for (String name : TableFiles.builtIn()) {
            ResultTable table = TableFiles.find(name);
            assertEquals(16_384, table.rows());
            assertTrue(table.distinct() < table.rows(), "some networks are equal");
        }
    }

    /** As pandas writes flags and as people number things: what stands word for word in the table is found in it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "True, False",
                "yes, no",
                "010, 020",
                "0x10, 0x20",
                "1_000, 2_000",
                "2001-01-01, 2001-01-02",
                "1e3, 2e3",
                "1.50, 2.50",
                "true, false",
                "1:30, 2:30"
            })
    void takesTheValuesOfASpecAsTheyAreWritten(String values) throws IOException {
        String[] words = values.split(", ");
        Path spec = write(
                "table: t.csv\nparameters: {a: {column: a, values: [" + values
                        + "]}}\nmetrics: {acc: {goal: maximize}}\n",
                "a,acc\n" + words[0] + ",0.5\n" + words[1] + ",0.6\n");
        assertEquals(2, TableFiles.read(spec).rows());
    }
}
