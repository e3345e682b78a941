package dev.tradespace.results;

import java.io.IOException;
import java.sql.SQLException;
import org.h2.api.ErrorCode;

/** What a database's exception means for a person, and the way out. */
final class Diagnosis {
    private Diagnosis() {}

    /**
     * The sentence for an exception.
     *
     * @param database the URL without its settings, which may hold a password
     * @param broken what a driver, the pool or a migration threw
     */
    static ResultsException of(String database, Throwable broken) {
        return new ResultsException("the database " + database + " " + sentence(broken), broken);
    }

    private static String sentence(Throwable broken) {
        if (says(broken, "No space left on device") || says(broken, "There is not enough space")) {
            return "cannot write because the disk is full; free some space and start again";
        }
        SQLException sql = Database.sqlCause(broken).orElse(null);
        if (sql == null) {
            return "cannot be opened: " + firstLine(broken) + "; check its URL";
        }
        return switch (sql.getErrorCode()) {
            case ErrorCode.DATABASE_ALREADY_OPEN_1 ->
                "is in use by another process; stop that one, or choose another database";
            case ErrorCode.FILE_VERSION_ERROR_1, ErrorCode.UNSUPPORTED_SETTING_COMBINATION ->
                "was written by another version of H2; use the Tradespace that wrote it, or choose another database";
            case ErrorCode.FILE_CORRUPTED_1 ->
                "is damaged: " + firstLine(sql) + "; restore it from a copy, or choose another database";
            case ErrorCode.DATABASE_IS_CLOSED, ErrorCode.DATABASE_CALLED_AT_SHUTDOWN -> "has been closed; start again";
            case ErrorCode.IO_EXCEPTION_1, ErrorCode.IO_EXCEPTION_2, ErrorCode.FILE_CREATION_FAILED_1 ->
                "cannot be read or written: " + rootLine(sql) + "; check that its folder exists and may be written";
            default -> byState(sql);
        };
    }

    /**
     * By SQLSTATE, which both databases share.
     *
     * @source PostgreSQL 17 documentation, appendix A
     */
    private static String byState(SQLException sql) {
        String state = sql.getSQLState() == null ? "" : sql.getSQLState();
        if (state.startsWith("28")) {
            return "refuses the user or the password; set both in its URL";
        }
        if (state.startsWith("3D")) {
            return "does not exist; create it first, for example with createdb";
        }
        if (state.startsWith("08") || state.startsWith("57P")) {
            return "cannot be reached: " + firstLine(sql) + "; check its URL and that it is running";
        }
        if (state.equals("53100")) {
            return "cannot write because its disk is full; free some space and start again";
        }
        if (state.equals("42501")) {
            return "does not let this user do that: " + firstLine(sql) + "; grant the right, or use another user";
        }
        return "failed: " + firstLine(sql) + "; check its URL and that nothing else changes its tables";
    }

    private static boolean says(Throwable broken, String words) {
        for (Throwable cause = broken; cause != null; cause = cause.getCause()) {
            if ((cause instanceof SQLException || cause instanceof IOException)
                    && cause.getMessage() != null
                    && cause.getMessage().contains(words)) {
                return true;
            }
        }
        return false;
    }

    private static String rootLine(Throwable broken) {
        Throwable root = broken;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return firstLine(root);
    }

    private static String firstLine(Throwable broken) {
        String message = broken.getMessage();
        return message == null
                ? broken.getClass().getSimpleName()
                : message.lines().findFirst().orElse(broken.getClass().getSimpleName());
    }
}
