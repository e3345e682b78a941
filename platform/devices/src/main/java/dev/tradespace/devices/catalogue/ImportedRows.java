package dev.tradespace.devices.catalogue;

import dev.tradespace.api.check.Problem;
import java.util.List;

/**
 * What was read from a file or a folder.
 *
 * @param rows those that may be used, in the order of the file
 * @param devices those that the catalogue does not know yet
 * @param problems all that is wrong or doubtful, each with file and line and what became of the row
 */
public record ImportedRows(List<PublishedRow> rows, List<Device> devices, List<Problem> problems) {
    public ImportedRows {
        rows = List.copyOf(rows);
        devices = List.copyOf(devices);
        problems = List.copyOf(problems);
    }
}
