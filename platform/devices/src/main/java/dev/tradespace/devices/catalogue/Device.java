package dev.tradespace.devices.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hardware that somebody published measurements of, or that a user described.
 *
 * @param id kebab-case, unique: {@code raspberry-pi-5}
 * @param name for people: {@code Raspberry Pi 5}
 * @param kind what it is
 * @param chip the processor or system on a chip, as far as it was published; empty where it was not
 * @param aliases further names under which sources publish it; spelling is compared without case, spaces and punctuation
 * @param ramBytes working memory of a microcontroller; 0 where it is not said
 * @param flashBytes program memory of a microcontroller; 0 where it is not said
 * @param memorySource who says how much memory it has; empty where neither is said
 * @param power what it draws; null where nobody has said it
 */
public record Device(
        String id,
        String name,
        DeviceKind kind,
        String chip,
        List<String> aliases,
        long ramBytes,
        long flashBytes,
        String memorySource,
        @Nullable DevicePower power) {
    public Device {
        if (!isId(id)) {
            throw new IllegalArgumentException("a device's id must be kebab-case, was " + id);
        }
        if (name.isBlank()) {
            throw new IllegalArgumentException("a device's name must not be blank");
        }
        if (ramBytes < 0 || flashBytes < 0) {
            throw new IllegalArgumentException("a device's memory must not be negative");
        }
        aliases = List.copyOf(aliases);
    }

    /**
     * A device of which only the name and the kind are known.
     *
     * @throws IllegalArgumentException if it cannot be a name, with the reason
     */
    public static Device named(String name, DeviceKind kind) {
        DeviceNames.refusal(name).ifPresent(why -> {
            throw new IllegalArgumentException("the name of a device " + why);
        });
        return new Device(DeviceNames.idOf(name), name, kind, "", List.of(), 0, 0, "", null);
    }

    /** The same device, of which it is known what it draws. */
    public Device drawing(DevicePower known) {
        return new Device(id, name, kind, chip, aliases, ramBytes, flashBytes, memorySource, known);
    }

    /** The id of a name: {@code Galaxy S24+} is {@code galaxy-s24-plus}. Empty where the name has no letter and no digit. */
    public static String idOf(String name) {
        return DeviceNames.idOf(name);
    }

    /** Whether a text is kebab-case, as ids of devices are. */
    public static boolean isId(String text) {
        char before = '-';
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter == '-' ? before == '-' : !DeviceNames.isPlain(letter)) {
                return false;
            }
            before = letter;
        }
        return before != '-';
    }
}
