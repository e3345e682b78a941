package dev.tradespace.results.database;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * A mapper of rows that matches columns with components once for each list of columns, not anew for each statement: for
 * wide records that takes longer than the statement. Thread-safe.
 *
 * @param <T> the record
 * @param mapper its own mapper
 * @param known what that became, by the labels of the columns
 */
record RecordMapper<T>(RowMapper<T> mapper, Map<List<String>, RowMapper<T>> known) implements RowMapper<T> {
    RecordMapper(RowMapper<T> mapper) {
        this(mapper, new ConcurrentHashMap<>());
    }

    @Override
    public T map(ResultSet row, StatementContext context) throws SQLException {
        return specialize(row, context).map(row, context);
    }

    @Override
    public RowMapper<T> specialize(ResultSet rows, StatementContext context) throws SQLException {
        ResultSetMetaData columns = rows.getMetaData();
        List<String> labels = new ArrayList<>(columns.getColumnCount());
        for (int column = 1; column <= columns.getColumnCount(); column++) {
            labels.add(columns.getColumnLabel(column));
        }
        RowMapper<T> special = known.get(labels);
        if (special == null) {
            special = mapper.specialize(rows, context);
            known.put(List.copyOf(labels), special);
        }
        return special;
    }
}
