package dev.tradespace.training.data.folder;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Files and folders that are ignored among images: what systems and programs leave everywhere, and what
 * people write about a dataset.
 */
final class IgnoredFiles {
    /** Left by file systems, network stores, file managers and programs; no class is called so. */
    private static final Set<String> SYSTEM = Set.of(
            "@eadir",
            "@tmp",
            "@recycle",
            "@recently-snapshot",
            "@sharebin",
            "#recycle",
            "#snapshot",
            "$recycle.bin",
            "system volume information",
            "lost+found",
            "thumbs.db",
            "ehthumbs.db",
            "ehthumbs_vista.db",
            "desktop.ini",
            "picasa.ini",
            "icon\r",
            "__macosx",
            "__pycache__");

    /** Written about a dataset, with any ending or none. */
    private static final Pattern ABOUT = Pattern.compile(
            "(readme|license|licence|copying|notice|changelog|citation|authors|sha256sums|md5sums)(\\..*)?");

    /** Endings that no image has. */
    private static final Pattern DOCUMENT = Pattern.compile(
            ".*\\.(txt|text|md|rst|csv|tsv|json|jsonl|xml|ya?ml|toml|html?|pdf|docx?|xlsx?|odt|ods|log|ini|cfg|conf|db|sqlite3?"
                    + "|py|ipynb|sh|bat|m|r|js|java|mat|np[yz]|pkl|pickle|pth?|h5|hdf5|tfrecord|onnx|zip|tar|gz|tgz|bz2|xz|7z|rar"
                    + "|url|lnk|webloc|torrent|md5|sha1|sha256|bak|swp|part|crdownload)");

    private IgnoredFiles() {}

    /** Whether a file or folder of this name is skipped wherever it lies; hidden ones are, too. */
    static boolean isSystem(String name) {
        return name.startsWith(".") || SYSTEM.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Whether the name of a file says that it is no image. */
    static boolean isDocument(String name) {
        String small = name.toLowerCase(Locale.ROOT);
        return ABOUT.matcher(small).matches() || DOCUMENT.matcher(small).matches();
    }
}
