package dev.tradespace.devices.catalogue;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds a device by its id, its name or an alias, in whatever case and punctuation they are written. Not for two threads at once. */
final class DeviceNames {
    private static final int ASCII = 128;
    private static final int MOST_LETTERS = 100;

    private final Map<String, Device> byId = new LinkedHashMap<>();
    private final Map<String, String> ids = new HashMap<>();

    /** Adds a device, or replaces the one of its id. What one of its names stood for before stays with the earlier device. */
    void add(Device device) {
        byId.put(device.id(), device);
        List<String> names = new ArrayList<>(device.aliases());
        names.add(device.id());
        names.add(device.name());
        // A name without a letter or a digit would stand for every other such name.
        names.stream()
                .map(DeviceNames::key)
                .filter(key -> !key.isEmpty())
                .forEach(key -> ids.putIfAbsent(key, device.id()));
    }

    /** The device that a text names. */
    Optional<Device> find(String name) {
        Device exact = byId.get(name);
        return exact != null
                ? Optional.of(exact)
                : Optional.ofNullable(ids.get(key(name))).map(byId::get);
    }

    Collection<Device> all() {
        return byId.values();
    }

    DeviceNames copy() {
        DeviceNames copy = new DeviceNames();
        byId.values().forEach(copy::add);
        return copy;
    }

    /** What two spellings of one name have in common: letters and digits, in lower case; {@code +} is a letter, for phones are told apart by it. */
    static String key(String name) {
        StringBuilder key = new StringBuilder(name.length());
        String plain = plain(name);
        for (int i = 0; i < plain.length(); i++) {
            char letter = plain.charAt(i);
            if (isPlain(letter) || letter == '+') {
                key.append(letter);
            }
        }
        return key.toString();
    }

    /** Whether a character is a small letter or a digit of ASCII. */
    static boolean isPlain(char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
    }

    /** The id of a name: {@code Galaxy S24+} is {@code galaxy-s24-plus}. Empty where the name has no letter and no digit. */
    static String idOf(String name) {
        return plain(name).replace("+", " plus ").replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }

    /** Why a text cannot be the name of a device: one sentence, after "the name of a device"; empty where it can. */
    static Optional<String> refusal(String name) {
        String id = idOf(name);
        if (id.isEmpty()) {
            return Optional.of("must have a letter from A to Z or a digit, such as my-board, was "
                    + (name.isEmpty() ? "empty" : Quantity.shown(name)));
        }
        // Files are named by ids.
        return Math.max(name.length(), id.length()) > MOST_LETTERS
                ? Optional.of("must have at most " + MOST_LETTERS + " letters, was " + Quantity.shown(name))
                : Optional.empty();
    }

    private static String plain(String name) {
        boolean ascii = name.chars().allMatch(letter -> letter < ASCII);
        // An accent is a letter of its own in that form, and no hyphen stands for it.
        String plain =
                ascii ? name : Normalizer.normalize(name, Normalizer.Form.NFKD).replaceAll("\\p{M}+", "");
        return plain.toLowerCase(Locale.ROOT);
    }
}
