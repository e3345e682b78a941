package dev.tradespace.search.table;

import dev.tradespace.api.check.Problem;
import java.util.List;

/**
 * A table whose file is missing: data that must be fetched first, so that a run over many tables may go on without it.
 */
public final class MissingTable extends BadTable {
    private static final long serialVersionUID = 1L;

    MissingTable(Problem missing) {
        super(List.of(missing));
    }
}
