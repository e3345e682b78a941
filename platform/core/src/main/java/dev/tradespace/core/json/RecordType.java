package dev.tradespace.core.json;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a class of records is written and read, found by reflection once.
 *
 * @param kind its name in the sealed family that it is of; null where it is of none
 */
record RecordType(@Nullable String kind, List<Component> components, Constructor<?> constructor) {
    private static final ClassValue<RecordType> KNOWN = new ClassValue<>() {
        @Override
        protected RecordType computeValue(Class<?> type) {
            return reflect(type);
        }
    };

    private static final ClassValue<Map<Enum<?>, String>> ENUMS = new ClassValue<>() {
        @Override
        protected Map<Enum<?>, String> computeValue(Class<?> type) {
            Map<Enum<?>, String> texts = new LinkedHashMap<>();
            for (Object constant : type.getEnumConstants()) {
                texts.put((Enum<?>) constant, id((Enum<?>) constant));
            }
            return texts;
        }
    };

    /** A component as a field. */
    record Component(String name, Type type, Method accessor, boolean unwrapped, boolean mayBeNaN) {
        @Nullable
        Object of(Object record) {
            try {
                return accessor.invoke(record);
            } catch (ReflectiveOperationException impossible) {
                throw new LinkageError(accessor + " only returns a component", impossible);
            }
        }
    }

    static RecordType of(Class<?> type) {
        return KNOWN.get(type);
    }

    private static RecordType reflect(Class<?> type) {
        RecordComponent[] parts = type.getRecordComponents();
        List<Component> components = new ArrayList<>();
        Class<?>[] types = new Class<?>[parts.length];
        for (int i = 0; i < parts.length; i++) {
            Method accessor = parts[i].getAccessor();
            accessor.setAccessible(true);
            types[i] = parts[i].getType();
            RecordJson.Named named = accessor.getAnnotation(RecordJson.Named.class);
            components.add(new Component(
                    named == null ? parts[i].getName() : named.value(),
                    parts[i].getGenericType(),
                    accessor,
                    accessor.isAnnotationPresent(RecordJson.Unwrapped.class),
                    accessor.isAnnotationPresent(RecordJson.MayBeNaN.class)));
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return new RecordType(kindOf(type), components, constructor);
        } catch (NoSuchMethodException impossible) {
            throw new LinkageError("a record has a canonical constructor", impossible);
        }
    }

    private static @Nullable String kindOf(Class<?> type) {
        for (Class<?> family : type.getInterfaces()) {
            if (family.isSealed()) {
                return kind(type);
            }
        }
        return null;
    }

    /**
     * A record of these values.
     *
     * @throws IllegalArgumentException if it refuses them
     */
    Object make(@Nullable Object[] values) {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException refused) {
            if (refused.getCause() instanceof RuntimeException why) {
                throw why;
            }
            throw new IllegalStateException(refused.getCause());
        } catch (ReflectiveOperationException impossible) {
            throw new LinkageError(constructor + " takes the types of its components", impossible);
        }
    }

    /** The constants of an enum with their texts. */
    static Map<Enum<?>, String> texts(Class<?> type) {
        return ENUMS.get(type);
    }

    private static String id(Enum<?> constant) {
        try {
            Method id = constant.getDeclaringClass().getDeclaredMethod("id");
            id.setAccessible(true);
            return String.valueOf(id.invoke(constant));
        } catch (NoSuchMethodException named) {
            return constant.name().replace('_', '-').toLowerCase(Locale.ROOT);
        } catch (ReflectiveOperationException broken) {
            throw new LinkageError(constant + " does not say its id", broken);
        }
    }

    /** {@code BatchNorm} is {@code batch-norm}. */
    static String kind(Class<?> type) {
        return type.getSimpleName().replaceAll("(?<=.)([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
