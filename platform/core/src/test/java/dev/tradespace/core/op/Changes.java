package dev.tradespace.core.op;

import dev.tradespace.api.op.Padding;
import dev.tradespace.api.op.Shape;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Values next to a value, each setting changed by itself: settings of records within records, and elements of lists, too. */
final class Changes {
    private Changes() {}

    /** By the path of the setting ({@code window.strideWidth}), values that differ in it alone; what constructors refuse is left out. */
    static Map<String, List<Object>> of(Object value) {
        Map<String, List<Object>> changes = new LinkedHashMap<>();
        if (value instanceof Integer number) {
            changes.put("", List.of(number + 1, number + 2, number * 2, number - 1, number / 2));
        } else if (value instanceof Double number) {
            changes.put("", List.of(number + 0.125, Math.nextUp(number)));
        } else if (value instanceof Boolean flag) {
            changes.put("", List.of(!flag));
        } else if (value instanceof Enum<?> constant) {
            changes.put(
                    "",
                    Arrays.<Object>stream(constant.getDeclaringClass().getEnumConstants())
                            .filter(other -> other != constant)
                            .toList());
        } else if (value instanceof Shape shape) {
            changes.put("", List.of(shape.with(0, shape.size(0) + 1), Shape.of((int) shape.elements())));
        } else if (value instanceof List<?> list) {
            elements(list, changes);
        } else if (value instanceof Optional<?> optional) {
            // Of an optional setting that is not there, one that it may have: all of them are numbers.
            optional.ifPresent(there -> of(there)
                    .forEach((path, others) -> changes.put(
                            path, others.stream().<Object>map(Optional::of).toList())));
            changes.put("?", List.of(optional.isPresent() ? Optional.empty() : Optional.of(List.of(0.25))));
        } else if (value instanceof Padding.Same) {
            changes.put("", List.of(new Padding.Explicit(1, 1, 1, 1)));
        } else if (value instanceof Record parts) {
            components(parts, changes);
        } else {
            throw new AssertionError("no way to change a " + value.getClass());
        }
        return changes;
    }

    private static void elements(List<?> list, Map<String, List<Object>> changes) {
        List<Object> reversed = new ArrayList<>(list);
        Collections.reverse(reversed);
        List<Object> swapped = new ArrayList<>(list);
        Collections.swap(swapped, 0, 1);
        changes.put("order", List.of(reversed, swapped));
        if (list.get(0) instanceof Record) {
            for (int i = 0; i < list.size(); i++) {
                int index = i;
                of(list.get(i))
                        .forEach((path, others) -> changes.put(
                                "[" + index + "]." + path,
                                others.stream()
                                        .<Object>map(other -> {
                                            List<Object> changed = new ArrayList<>(list);
                                            changed.set(index, other);
                                            return changed;
                                        })
                                        .toList()));
            }
        }
    }

    private static void components(Record parts, Map<String, List<Object>> changes) {
        RecordComponent[] components = parts.getClass().getRecordComponents();
        Object[] values = Arrays.stream(components)
                .map(component -> get(component, parts))
                .toArray();
        for (int i = 0; i < components.length; i++) {
            int index = i;
            of(values[i]).forEach((path, others) -> {
                List<Object> changed = new ArrayList<>();
                for (Object other : others) {
                    Object[] arguments = values.clone();
                    arguments[index] = other;
                    make(parts.getClass(), components, arguments).ifPresent(changed::add);
                }
                changes.put(components[index].getName() + (path.isEmpty() ? "" : "." + path), changed);
            });
        }
    }

    private static Object get(RecordComponent component, Record parts) {
        try {
            return component.getAccessor().invoke(parts);
        } catch (ReflectiveOperationException impossible) {
            throw new LinkageError(impossible.getMessage(), impossible);
        }
    }

    private static Optional<Object> make(Class<?> type, RecordComponent[] components, Object[] arguments) {
        try {
            return Optional.of(type.getDeclaredConstructor(Arrays.stream(components)
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new))
                    .newInstance(arguments));
        } catch (InvocationTargetException refused) {
            return Optional.empty();
        } catch (ReflectiveOperationException impossible) {
            throw new LinkageError(impossible.getMessage(), impossible);
        }
    }
}
