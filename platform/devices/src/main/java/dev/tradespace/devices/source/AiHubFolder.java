package dev.tradespace.devices.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.api.check.Problem;
import dev.tradespace.core.json.StrictYaml;
import dev.tradespace.devices.catalogue.ImportedRows;
import dev.tradespace.devices.catalogue.InputFile;
import dev.tradespace.devices.catalogue.RowCollector;
import dev.tradespace.devices.catalogue.RowContext;
import dev.tradespace.devices.catalogue.Source;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads models of Qualcomm AI Hub as they are published: {@code perf.yaml} with the time, the memory and the compute unit of every job, and {@code
 * numerics.yaml} with accuracies. A folder holds those of one model, or folders of models named by their ids, or files such as {@code resnet18.perf.yaml}.
 */
public final class AiHubFolder {
    private static final String PERF = "perf.yaml";
    private static final String NUMERICS = "numerics.yaml";
    private static final String INFO = "info.yaml";

    private AiHubFolder() {}

    /**
     * The source of rows of a release.
     *
     * @param release a version or a commit, empty where it is not known
     */
    public static Source source(LocalDate date, String release) {
        return new Source(
                "ai-hub",
                "Qualcomm AI Hub Models",
                "https://github.com/qualcomm/ai-hub-models/tree/main/qai_hub_models/models",
                release,
                "BSD-3-Clause",
                date,
                "estimated inference time, as published",
                "Jobs on hosted devices, batch 1, one row for each job. fp32 is the precision of the model; the NPU computes it in half precision.");
    }

    /**
     * Reads a folder.
     *
     * @return the good rows, and everything that is wrong with the others
     */
    public static ImportedRows read(Path folder, RowContext context) {
        RowCollector rows = new RowCollector(context);
        AiHubModel models = new AiHubModel(rows);
        if (!Files.isDirectory(folder)) {
            rows.refuse(
                    String.valueOf(folder),
                    Files.exists(folder) ? "is no folder" : "is not there: name a folder of AI Hub's models");
            return rows.finish();
        }
        try {
            List<Path> found = files(folder);
            for (Path file : found) {
                read(file, rows).ifPresent(document -> models.read(document, model(file, folder, rows)));
            }
            if (found.isEmpty()) {
                rows.refuse(String.valueOf(folder), "holds no perf.yaml and no folder or file that ends so");
            }
        } catch (IOException unreadable) {
            rows.refuse(String.valueOf(folder), "cannot be read: " + unreadable.getMessage());
        }
        return rows.finish();
    }

    /** The files of all models, by name. */
    private static List<Path> files(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.sorted().toList()) {
                if (Files.isDirectory(entry)) {
                    Stream.of(PERF, NUMERICS)
                            .map(entry::resolve)
                            .filter(Files::exists)
                            .forEach(found::add);
                } else if (is(entry, PERF) || is(entry, NUMERICS)) {
                    found.add(entry);
                }
            }
        }
        return found;
    }

    private static boolean is(Path file, String kind) {
        String name = InputFile.name(file);
        return name.equals(kind) || name.endsWith("." + kind);
    }

    /** The id of the model that a file is about: of its name, of the information beside it, or of its folder. */
    private static String model(Path file, Path folder, RowCollector rows) {
        String name = InputFile.name(file);
        int dot = name.indexOf('.');
        if (!name.equals(PERF) && !name.equals(NUMERICS)) {
            return name.substring(0, dot);
        }
        Path info = file.resolveSibling(INFO);
        Path parent = file.toAbsolutePath().normalize().getParent();
        String named = InputFile.name(parent == null ? folder : parent);
        return Files.exists(info)
                ? read(info, rows)
                        .map(document -> document.tree().path("id").asText(named))
                        .orElse(named)
                : named;
    }

    /** Nothing of a file that is no plain YAML is read: what is wrong first says enough. */
    private static String first(List<Problem> wrong) {
        int others = wrong.size() - 1;
        return wrong.get(0).message() + "; nothing of the file was read"
                + (others == 0 ? "" : others == 1 ? ", and 1 more is wrong" : ", and " + others + " more are wrong");
    }

    private static Optional<AiHubDocument> read(Path file, RowCollector rows) {
        List<Problem> problems = new ArrayList<>();
        List<AiHubDocument> read = new ArrayList<>();
        String own = InputFile.name(file);
        Path parent = file.getParent();
        // Files of several models are told apart by their folder's name.
        String name = parent != null && List.of(PERF, NUMERICS, INFO).contains(own)
                ? InputFile.name(parent) + "/" + own
                : own;
        InputFile.read(file, name, problems, bytes -> {
            try {
                String text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes.readAllBytes()))
                        .toString();
                String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
                List<Problem> wrong = new ArrayList<>();
                JsonNode tree = StrictYaml.read(plain, wrong);
                if (wrong.isEmpty()) {
                    read.add(new AiHubDocument(name, tree, plain));
                } else {
                    problems.add(new Problem(name, first(wrong)));
                }
            } catch (CharacterCodingException notUtf8) {
                problems.add(new Problem(name, "is not UTF-8 and was not read"));
            }
        });
        problems.forEach(problem -> rows.refuse(problem.path(), problem.message()));
        return read.stream().findFirst();
    }
}
