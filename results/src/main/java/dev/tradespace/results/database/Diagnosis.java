package dev.tradespace.results.database;

import dev.tradespace.results.database.ResultsException.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.h2.api.ErrorCode;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/** What a database's exception means for a person, and the way out. */
final class Diagnosis {
    private Diagnosis() {}

    /**
     * What is wrong.
     *
     * @param reason for those who do not read
     * @param sentence that follows the name of the database
     */
    private record Finding(Reason reason, String sentence) {}

    /**
     * The sentence for an exception.
     *
     * @param database the URL without its settings, which may hold a password
     * @param broken what a driver, the pool, a migration or the file system threw
     */
    static ResultsException of(String database, Throwable broken) {
        Finding finding = finding(broken);
        return new ResultsException(finding.reason(), "the database " + database + " " + finding.sentence(), broken);
    }

    /** The most certain first: what the system said of the disk, then what the database said of the file, then what it said at all. */
    private static Finding finding(Throwable broken) {
        List<Throwable> causes = causes(broken);
        if (saysAny(causes, "no space left", "not enough space", "disk quota exceeded")) {
            return new Finding(Reason.FULL, "cannot write because the disk is full; free some space and try again");
        }
        SQLException sql = Database.sqlCause(broken).orElse(null);
        if (isInUse(causes, sql)) {
            return new Finding(
                    Reason.IN_USE, "is in use by another process; stop that one, or choose another database");
        }
        if (saysAny(causes, "permission denied", "operation not permitted", "read-only file system")
                || first(causes, AccessDeniedException.class).isPresent()) {
            return new Finding(
                    Reason.FORBIDDEN,
                    "may not be read and written by this user: " + rootLine(broken)
                            + "; grant the right, or choose another database");
        }
        Optional<Finding> file = first(causes, MVStoreException.class).flatMap(Diagnosis::ofFile);
        if (file.isPresent()) {
            return file.get();
        }
        if (first(causes, FlywayValidateException.class).isPresent()) {
            return new Finding(
                    Reason.OTHER_VERSION,
                    "has other tables than its version says: " + firstLine(broken)
                            + "; restore it from a copy, or choose another database");
        }
        if (sql != null) {
            return ofCode(sql);
        }
        return broken instanceof IOException ? inaccessible(broken) : unopened(broken);
    }

    private static Finding unopened(Throwable broken) {
        return new Finding(Reason.OTHER, "cannot be opened: " + firstLine(broken) + "; check its URL");
    }

    private static boolean isInUse(List<Throwable> causes, @Nullable SQLException sql) {
        return first(causes, OverlappingFileLockException.class).isPresent()
                || (sql != null && sql.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1)
                || first(causes, MVStoreException.class)
                        .filter(store -> store.getErrorCode() == DataUtils.ERROR_FILE_LOCKED)
                        .isPresent();
    }

    /** What H2's store says of its file. */
    private static Optional<Finding> ofFile(MVStoreException store) {
        return switch (store.getErrorCode()) {
            case DataUtils.ERROR_FILE_CORRUPT,
                    DataUtils.ERROR_CHUNK_NOT_FOUND,
                    DataUtils.ERROR_BLOCK_NOT_FOUND,
                    DataUtils.ERROR_TRANSACTION_CORRUPT,
                    DataUtils.ERROR_SERIALIZATION,
                    DataUtils.ERROR_INTERNAL -> Optional.of(damaged(store));
            case DataUtils.ERROR_READING_FAILED, DataUtils.ERROR_WRITING_FAILED ->
                Optional.of(isOfTheSystem(store) ? inaccessible(store) : damaged(store));
            case DataUtils.ERROR_UNSUPPORTED_FORMAT -> Optional.of(otherVersion());
            default -> Optional.empty();
        };
    }

    /** Whether the system refused; otherwise the file ended before its content did. */
    private static boolean isOfTheSystem(MVStoreException store) {
        List<Throwable> causes = causes(store);
        return first(causes, IOException.class).isPresent()
                && first(causes, EOFException.class).isEmpty();
    }

    private static Finding ofCode(SQLException sql) {
        return switch (sql.getErrorCode()) {
            case ErrorCode.FILE_VERSION_ERROR_1, ErrorCode.UNSUPPORTED_SETTING_COMBINATION -> otherVersion();
            case ErrorCode.FILE_CORRUPTED_1, ErrorCode.GENERAL_ERROR_1 -> damaged(sql);
            case ErrorCode.DATABASE_IS_CLOSED, ErrorCode.DATABASE_CALLED_AT_SHUTDOWN ->
                new Finding(Reason.UNREACHABLE, "has been closed; start again");
            case ErrorCode.IO_EXCEPTION_1, ErrorCode.IO_EXCEPTION_2, ErrorCode.FILE_CREATION_FAILED_1 ->
                inaccessible(sql);
            case ErrorCode.LOCK_TIMEOUT_1 -> busy();
            case ErrorCode.DATABASE_IS_READ_ONLY ->
                new Finding(
                        Reason.FORBIDDEN,
                        "may not be written by this user; grant the right to write its file, or choose another"
                                + " database");
            default -> ofState(sql);
        };
    }

    private static Finding damaged(Throwable broken) {
        return new Finding(
                Reason.DAMAGED,
                "is damaged: " + rootLine(broken) + "; restore it from a copy, or choose another database");
    }

    private static Finding otherVersion() {
        return new Finding(
                Reason.OTHER_VERSION,
                "was written by another version of H2; use the Tradespace that wrote it, or choose another database");
    }

    private static Finding inaccessible(Throwable broken) {
        return new Finding(
                Reason.UNREACHABLE,
                "cannot be read or written: " + rootLine(broken) + "; see to that, or choose another database");
    }

    private static Finding busy() {
        return new Finding(
                Reason.UNREACHABLE, "was busy with something else for too long; try again, or stop what else uses it");
    }

    /**
     * By SQLSTATE, which both databases share.
     *
     * @source PostgreSQL 17 documentation, appendix A
     */
    private static Finding ofState(SQLException sql) {
        String state = sql.getSQLState() == null ? "" : sql.getSQLState();
        if (state.startsWith("28")) {
            return new Finding(Reason.FORBIDDEN, "refuses the user or the password; set both in its URL");
        }
        if (state.startsWith("3D")) {
            return new Finding(Reason.UNREACHABLE, "does not exist; create it first, for example with createdb");
        }
        if (state.startsWith("08") || state.startsWith("57P")) {
            return new Finding(
                    Reason.UNREACHABLE,
                    "cannot be reached: " + firstLine(sql) + "; check its URL and that it is running");
        }
        if (state.equals("53100")) {
            return new Finding(Reason.FULL, "cannot write because its disk is full; free some space and try again");
        }
        if (state.startsWith("53")) {
            return new Finding(
                    Reason.UNREACHABLE,
                    "has no room for one more connection: " + firstLine(sql) + "; give it more, or try again");
        }
        if (state.startsWith("40") || state.startsWith("55P")) {
            return busy();
        }
        if (state.equals("42501")) {
            return new Finding(
                    Reason.FORBIDDEN,
                    "does not let this user do that: " + firstLine(sql) + "; grant the right, or use another user");
        }
        if (state.startsWith("XX00")) {
            return damaged(sql);
        }
        if (state.startsWith("22") || state.startsWith("54")) {
            return new Finding(Reason.UNSTORABLE, "cannot hold what was to be written: " + firstLine(sql));
        }
        return new Finding(
                Reason.OTHER, "failed: " + firstLine(sql) + "; check its URL and that nothing else changes its tables");
    }

    private static List<Throwable> causes(Throwable broken) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = broken; cause != null && !causes.contains(cause); cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }

    private static <T extends Throwable> Optional<T> first(List<Throwable> causes, Class<T> type) {
        return causes.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    private static boolean saysAny(List<Throwable> causes, String... words) {
        return causes.stream()
                .filter(cause -> cause instanceof SQLException || cause instanceof IOException)
                .map(cause -> String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT))
                .anyMatch(said -> List.of(words).stream().anyMatch(said::contains));
    }

    private static String rootLine(Throwable broken) {
        List<Throwable> causes = causes(broken);
        return firstLine(causes.get(causes.size() - 1));
    }

    private static String firstLine(Throwable broken) {
        String message = broken.getMessage();
        return message == null
                ? broken.getClass().getSimpleName()
                : message.lines().findFirst().orElse(broken.getClass().getSimpleName());
    }
}
