package dev.tradespace.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.flywaydb.core.Flyway;

/** The kinds of work that platforms are killed in, from the first start on. */
enum KilledWork {
    /** The first start of a home. */
    START(4_000) {
        @Override
        boolean isKilledInItsStart() {
            return true;
        }
    },
    /** The start of a home whose database an older Tradespace wrote; it has one sweep. */
    MIGRATION(4_000) {
        @Override
        boolean isKilledInItsStart() {
            return true;
        }

        @Override
        void prepare(Path home) throws SQLException {
            String url = "jdbc:h2:file:" + home.resolve("tradespace");
            Flyway.configure()
                    .dataSource(url, "sa", "")
                    .locations("classpath:dev/tradespace/results/migration")
                    .table("tradespace_schema")
                    .target("1")
                    .load()
                    .migrate();
            try (Connection connection = DriverManager.getConnection(url, "sa", "");
                    Statement statement = connection.createStatement()) {
                statement.execute("INSERT INTO sweep (variants, targets, protocol, created_at)"
                        + " VALUES ('[\"old\"]', '[\"old\"]', 'quick', CURRENT_TIMESTAMP)");
                statement.execute(
                        "INSERT INTO job (sweep, device, variant, family, architecture, weights, target, dataset,"
                                + " protocol, known, state, ended) VALUES (1, 'd', 'old', 'old', 'x', 'random:1', 'd/t',"
                                + " 'imagenet-1k', 'quick', '{}', 'DONE', TRUE)");
            }
        }

        @Override
        String sweep() {
            return "2";
        }
    },
    /** A sweep over four models. */
    SWEEP(3_000),
    /** A training of a few epochs, and its measurement. */
    TRAINING(8_000) {
        @Override
        void ask(Programs programs) throws IOException, InterruptedException {
            programs.post("/api/sweeps", """
                    {"variants":["mobilenet/v1-0.25-128"],"targets":["local-cpu/ort-fp32-1t"],"protocol":"quick",
                     "training":{"dataset":"synthetic-shapes","subset":64,"epochs":3}}
                    """);
        }

        @Override
        Optional<Set<String>> acknowledged(Programs programs) throws IOException, InterruptedException {
            return programs.get("/api/trainings/1").map(training -> texts(training.path("curve"), "epoch"));
        }

        @Override
        int expected() {
            return 3;
        }
    },
    /** A search of two networks, each trained. */
    SEARCH(8_000) {
        @Override
        void ask(Programs programs) throws IOException, InterruptedException {
            programs.post("/api/searches", """
                    {"families":["mobilenet"],"dataset":"synthetic-shapes","targets":["local-cpu/ort-fp32-1t"],
                     "minimize":["latency"],"limits":["params<=100k"],"trials":2,"strategy":"random","subset":64,"epochs":1,
                     "set":{"generation":"v1","skipStrides":"0"}}
                    """);
        }

        @Override
        Optional<Set<String>> acknowledged(Programs programs) throws IOException, InterruptedException {
            return programs.get("/api/searches/1").map(search -> {
                Set<String> completed = new TreeSet<>();
                for (JsonNode trial : search.path("trials")) {
                    if (trial.path("outcome").asText().equals("completed")) {
                        completed.add(trial.path("number") + " " + trial.path("values"));
                    }
                }
                return completed;
            });
        }

        @Override
        Optional<JsonNode> ended(Programs programs) throws IOException, InterruptedException {
            return programs.get("/api/searches/1")
                    .filter(search -> !search.path("status").asText().equals("active"));
        }

        @Override
        Optional<String> failure(Programs programs) throws IOException, InterruptedException {
            return ended(programs)
                    .filter(search -> !search.path("status").asText().equals("finished"))
                    .map(JsonNode::toString);
        }

        @Override
        int expected() {
            return 2;
        }
    },
    /** The export of a model by a process of its own, which is killed instead of the platform. */
    EXPORT(60_000) {
        @Override
        void ask(Programs programs) throws IOException, InterruptedException {
            programs.post(
                    "/api/sweeps",
                    "{\"variants\":[\"mobilenet/v1-0.25-128\"],\"targets\":[\"local-cpu/dl4j-fp32-1t\"],\"protocol\":\"quick\"}");
        }

        @Override
        boolean isOneKillEnough() {
            return true;
        }

        @Override
        boolean killsAnother(Process server) {
            return server.descendants()
                    .filter(process -> process.info().commandLine().orElse("").contains("SameDiffExport"))
                    .map(ProcessHandle::destroyForcibly)
                    .reduce(false, Boolean::logicalOr);
        }

        @Override
        int expected() {
            return 1;
        }
    };

    private static final int MODELS = 4;

    private final int mostMillis;

    KilledWork(int mostMillis) {
        this.mostMillis = mostMillis;
    }

    /** Before this much has passed the kill comes. */
    int mostMillis() {
        return mostMillis;
    }

    /** Whether nothing is asked for before the last start. */
    boolean isKilledInItsStart() {
        return false;
    }

    /** Whether a second kill of the same is meant to end it. */
    boolean isOneKillEnough() {
        return false;
    }

    /** Makes a home what it is before the first start. */
    void prepare(Path home) throws SQLException {}

    /** Asks for the work. */
    void ask(Programs programs) throws IOException, InterruptedException {
        programs.post(
                "/api/sweeps",
                "{\"variants\":[\"mobilenet/v1-0.25-*\"],\"targets\":[\"local-cpu/ort-fp32-1t\"],\"protocol\":\"quick\"}");
    }

    /** Kills another process than the platform, if it is there. */
    boolean killsAnother(Process server) {
        return false;
    }

    /** What the platform says that it keeps; empty if it says nothing. */
    Optional<Set<String>> acknowledged(Programs programs) throws IOException, InterruptedException {
        return programs.get("/api/measurements").map(page -> {
            Set<String> rows = new TreeSet<>();
            for (JsonNode row : page.path("items")) {
                rows.add(row.path("id") + " " + row.path("variant").asText());
            }
            return rows;
        });
    }

    /** How it ended; empty while it goes on. */
    Optional<JsonNode> ended(Programs programs) throws IOException, InterruptedException {
        return programs.get("/api/sweeps/" + sweep())
                .filter(sweep -> !sweep.path("status").asText().equals("active"));
    }

    /** Why it did not end well. */
    Optional<String> failure(Programs programs) throws IOException, InterruptedException {
        return ended(programs)
                .filter(sweep -> sweep.path("failed").asInt() > 0
                        || !sweep.path("status").asText().equals("finished"))
                .map(JsonNode::toString);
    }

    /** The id of the sweep that is asked for. */
    String sweep() {
        return "1";
    }

    /** How much is acknowledged at the end. */
    int expected() {
        return MODELS;
    }

    private static Set<String> texts(JsonNode items, String field) {
        Set<String> texts = new TreeSet<>();
        items.forEach(item -> texts.add(item.path(field).asText()));
        return texts;
    }
}
