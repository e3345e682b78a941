package dev.tradespace.training.data.folder;

import dev.tradespace.training.data.Split;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The names by which folders of splits are known. */
final class SplitNames {
    private static final Map<String, Split> SPLITS = Map.ofEntries(
            Map.entry("train", Split.TRAINING),
            Map.entry("training", Split.TRAINING),
            Map.entry("trn", Split.TRAINING),
            Map.entry("val", Split.VALIDATION),
            Map.entry("valid", Split.VALIDATION),
            Map.entry("validation", Split.VALIDATION),
            Map.entry("validate", Split.VALIDATION),
            Map.entry("dev", Split.VALIDATION),
            Map.entry("development", Split.VALIDATION),
            Map.entry("eval", Split.VALIDATION),
            Map.entry("evaluation", Split.VALIDATION),
            Map.entry("test", Split.TEST),
            Map.entry("testing", Split.TEST),
            Map.entry("tst", Split.TEST));

    private SplitNames() {}

    /**
     * The split that a folder's name means, in any case and with a word such as set behind it ({@code Training_Set});
     * empty if it means none.
     */
    static Optional<Split> of(Path folder) {
        String name = String.valueOf(folder.getFileName())
                .toLowerCase(Locale.ROOT)
                .replaceAll("[-_. ]+", "")
                .replaceAll("(?<=.)(set|split|data|dataset|images|imgs)$", "");
        return Optional.ofNullable(SPLITS.get(name));
    }
}
