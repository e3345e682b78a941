package dev.tradespace.results.database;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.api.search.Constraint;
import dev.tradespace.core.catalogue.ModelId;
import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.search.Stage;
import dev.tradespace.core.search.TrialState.Evidence;
import dev.tradespace.core.sweep.TrainingAsked;
import dev.tradespace.core.training.TrainingSpec;
import dev.tradespace.core.training.TrainingSpecJson;
import java.lang.reflect.Type;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.argument.ArgumentFactory;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.generic.GenericType;
import org.jdbi.v3.core.mapper.ColumnMapper;
import org.jdbi.v3.core.mapper.ColumnMapperFactory;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.mapper.RowMapperFactory;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jspecify.annotations.Nullable;

/**
 * How values of Java become columns and come back, for every statement: a row becomes a record by its constructor, structured values are JSON, closed families
 * their ids, instants UTC, and durations nanoseconds.
 */
public final class ColumnTypes implements ArgumentFactory, ColumnMapperFactory {
    /** Figures by metric. */
    public static final GenericType<Map<Metric, Figure>> FIGURES = new GenericType<>() {};
    /** Names and sentences. */
    public static final GenericType<List<String>> TEXTS = new GenericType<>() {};
    /** Facts by name. */
    public static final GenericType<Map<String, String>> FACTS = new GenericType<>() {};

    /** Made once: each knows its record's constructor, which is slow to find out. */
    private static final Map<Type, Optional<RowMapper<?>>> RECORDS = new ConcurrentHashMap<>();

    private final Map<Type, TextForm<?>> forms = new HashMap<>();

    private ColumnTypes() {
        json(FIGURES.getType());
        json(TEXTS.getType());
        json(FACTS.getType());
        json(new GenericType<Map<String, Object>>() {}.getType());
        json(new GenericType<Map<String, Double>>() {}.getType());
        json(Evidence.class);
        form(TrainingAsked.class, asked -> asked.json().toString(), TrainingAsked::parse);
        // Equal specs are equal texts: a training is found by its spec.
        form(TrainingSpec.class, spec -> TrainingSpecJson.write(spec).toString(), TrainingSpecJson::read);
        form(Constraint.class, Constraint::text, text -> Constraint.parse(text).orElseThrow());
        form(Protocol.class, Protocol::id, id -> Protocol.find(id).orElseThrow());
        form(ModelId.class, ModelId::toString, ModelId::parse);
        form(Stage.class, Stage::id, id -> Stage.find(id).orElseThrow());
    }

    /** Has every statement of a database use them. */
    static void register(Jdbi jdbi) {
        ColumnTypes types = new ColumnTypes();
        // A record is bound whole, though a statement may need only some of it.
        jdbi.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
        jdbi.registerRowMapper(
                        (RowMapperFactory) (type, config) -> RECORDS.computeIfAbsent(type, ColumnTypes::ofRecord))
                .registerArgument(new StorableText())
                .registerArgument((ArgumentFactory) types)
                .registerColumnMapper((ColumnMapperFactory) types)
                .registerColumnMapper(Duration.class, (row, column, context) -> Duration.ofNanos(row.getLong(column)))
                .registerColumnMapper(
                        Instant.class, (row, column, context) -> row.getObject(column, OffsetDateTime.class)
                                .toInstant());
    }

    private static Optional<RowMapper<?>> ofRecord(Type type) {
        return type instanceof Class<?> record && record.isRecord()
                ? Optional.of(new RecordMapper<>(ConstructorMapper.of(record)))
                : Optional.empty();
    }

    private void json(Type type) {
        forms.put(type, StoredJson.of(type));
    }

    private <T> void form(Class<T> type, Function<T, String> text, Function<String, T> parse) {
        forms.put(type, new TextForm<T>() {
            @Override
            public String text(T value) {
                return text.apply(value);
            }

            @Override
            public T parse(String stored) {
                return parse.apply(stored);
            }
        });
    }

    @Override
    public Optional<Argument> build(Type type, @Nullable Object value, ConfigRegistry config) {
        if (value instanceof Instant instant) {
            return Optional.of(
                    (position, statement, context) -> statement.setObject(position, instant.atOffset(ZoneOffset.UTC)));
        }
        if (value instanceof Duration duration) {
            return Optional.of((position, statement, context) -> statement.setLong(position, duration.toNanos()));
        }
        @SuppressWarnings("unchecked") // What was kept under a type is of that type.
        TextForm<Object> form = (TextForm<Object>) forms.get(type);
        if (form == null) {
            return Optional.empty();
        }
        return Optional.of((position, statement, context) -> {
            if (value == null) {
                statement.setNull(position, Types.VARCHAR);
            } else {
                statement.setString(position, StorableText.of(form.text(value)));
            }
        });
    }

    @Override
    public Optional<ColumnMapper<?>> build(Type type, ConfigRegistry config) {
        return Optional.ofNullable(forms.get(type)).map(form -> (row, column, context) -> {
            String text = row.getString(column);
            return text == null ? null : parsed(form, text, type);
        });
    }

    private static <T> T parsed(TextForm<T> form, String text, Type type) {
        try {
            return form.parse(text);
        } catch (RuntimeException broken) {
            throw new ResultsException(
                    "the database holds what is no " + type.getTypeName() + ": " + text + ": " + broken.getMessage(),
                    broken);
        }
    }
}
