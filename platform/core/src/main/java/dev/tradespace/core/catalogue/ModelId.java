package dev.tradespace.core.catalogue;

import dev.tradespace.api.space.Configuration;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The id of a model: a variant of a family, and the settings in which it differs from it,
 * {@code resnet/resnet50[classes=10,width=0.75]}. It needs no plugin: what is stored under an id stays readable when
 * its family is gone.
 *
 * <p>A long id, as those of found networks are, has a short name: its variant and a digest of the id,
 * {@code mobilenet/v2-1.0~3f9a1c2e07}. It follows from the id alone; the page works it out likewise.
 *
 * @param family the family's id
 * @param variant the variant's name in its family
 * @param settings values as texts, sorted by their parameter
 * @source the digest is FNV-1a with 64 bits (G. Fowler, L. C. Noll, K.-P. Vo; RFC 9923), of which the lower 40 are shown
 */
public record ModelId(String family, String variant, Map<String, String> settings) {
    /** Longer ids have a short name. */
    public static final int LONGEST = 48;
    /** The parameters that a trained model has from its dataset. */
    private static final Set<String> FITTED = Set.of("classes", "resolution");

    private static final Pattern FORM = Pattern.compile("([^/\\[\\]]+)/([^/\\[\\]]+)(?:\\[([^\\[\\]]*)])?");
    private static final Pattern SHORT = Pattern.compile("[^/\\[\\]~]+/[^/\\[\\]~]+~[0-9a-f]{10}");
    private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;
    private static final long SHOWN_BITS = 0xffffffffffL;

    public ModelId {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    }

    /** A variant as it is. */
    ModelId(String family, String variant) {
        this(family, variant, Map.of());
    }

    /** The id of a family's configuration, told from one of its variants. */
    static ModelId of(String family, String variant, Configuration base, Configuration configuration) {
        Map<String, String> differing = new TreeMap<>();
        configuration.values().forEach((name, value) -> {
            if (!value.equals(base.values().get(name))) {
                differing.put(name, value.toString());
            }
        });
        return new ModelId(family, variant, differing);
    }

    /** Whether a text has the form of an id, whatever its settings. */
    public static boolean isForm(String text) {
        return FORM.matcher(text).matches();
    }

    /**
     * The id of a text.
     *
     * @throws UnknownModel if it is none, with everything that is wrong with it
     */
    public static ModelId parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new UnknownModel("a model's id is family/name or family/name[key=value,...], was " + text);
        }
        String inside = matcher.group(3);
        Map<String, String> settings = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        for (String part : inside == null || inside.isBlank() ? new String[0] : inside.split(",", -1)) {
            int equals = part.indexOf('=');
            String name = part.substring(0, Math.max(equals, 0)).strip();
            if (equals < 1) {
                problems.add("settings are key=value,key=value, was " + part + " in " + text);
            } else if (settings.put(name, part.substring(equals + 1).strip()) != null) {
                problems.add("setting " + name + " is given twice in " + text);
            }
        }
        if (!problems.isEmpty()) {
            throw new UnknownModel(String.join("; ", problems));
        }
        return new ModelId(matcher.group(1), matcher.group(2), settings);
    }

    /** The variant without settings. */
    public ModelId bare() {
        return new ModelId(family, variant);
    }

    /**
     * Whether this is what a training made of a model: the same but for what a trained model has from its dataset, the
     * number of classes and the size of images, where the model leaves them open.
     */
    public boolean isFitted(ModelId asked) {
        return bare().equals(asked.bare())
                && settings.entrySet().containsAll(asked.settings.entrySet())
                && settings.keySet().stream()
                        .allMatch(name -> FITTED.contains(name) || asked.settings.containsKey(name));
    }

    /** The short name; the id itself where that is short. */
    public String shortName() {
        String id = toString();
        return id.length() <= LONGEST || settings.isEmpty()
                ? id
                : bare() + "~" + String.format(Locale.ROOT, "%010x", digest(id) & SHOWN_BITS);
    }

    /** Whether a text is the short name of some model. */
    public static boolean isShort(String text) {
        return SHORT.matcher(text).matches();
    }

    /** The variant with which the id of a short name begins. */
    public static String variantOf(String shortName) {
        return shortName.substring(0, shortName.indexOf('~'));
    }

    private static long digest(String id) {
        long digest = OFFSET_BASIS;
        for (byte next : id.getBytes(StandardCharsets.UTF_8)) {
            digest = (digest ^ (next & 0xff)) * PRIME;
        }
        return digest;
    }

    /** The one form in which it is stored and told. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(family).append('/').append(variant);
        char before = '[';
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            text.append(before).append(setting.getKey()).append('=').append(setting.getValue());
            before = ',';
        }
        return settings.isEmpty() ? text.toString() : text.append(']').toString();
    }
}
