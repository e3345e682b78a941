package dev.tradespace.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tradespace.core.json.StrictJson;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/** Bodies that were right before something was done to them. */
final class HostileBodies {
    /** A search as it should be, with a limit. */
    static final String SEARCH =
            "{\"families\":[\"toy\"],\"dataset\":\"toy-images\",\"targets\":[\"toy-cpu/one\"],\"maximize\":[\"accuracy\"],"
                    + "\"minimize\":[\"latency\"],\"limits\":[\"latency<=3ms\"],\"trials\":2,\"strategy\":\"random\","
                    + "\"parallel\":1,\"seed\":3,\"epochs\":2}";

    private static final List<String> DOCUMENTS = List.of(
            "{}",
            "{\"variants\":[\"toy/small\"],\"targets\":[\"toy-cpu/one\"]}",
            "{\"variants\":[\"toy/*\"],\"targets\":[\"*\"],\"protocol\":\"quick\",\"training\":{\"dataset\":\"toy-images\","
                    + "\"epochs\":2,\"resolution\":16,\"seed\":1,\"recipe\":{\"batch\":4}}}",
            SEARCH);
    private static final List<byte[]> PICTURES = List.of(picture("png"), picture("jpeg"), picture("bmp"));

    private HostileBodies() {}

    /** A JSON document in which one to three things are wrong, if any. */
    static byte[] document(Random random) {
        JsonNode node = StrictJson.read(StrictJson.json(), DOCUMENTS.get(random.nextInt(DOCUMENTS.size())));
        for (int i = random.nextInt(4); i > 0; i--) {
            node = mutated(random, node);
        }
        byte[] bytes = node.toString().getBytes(StandardCharsets.UTF_8);
        return switch (random.nextInt(12)) {
            case 0 -> cut(random, bytes);
            case 1 -> flipped(random, bytes);
            case 2 -> (node + " {}").getBytes(StandardCharsets.UTF_8);
            case 3 -> ("[".repeat(random.nextInt(30_000)) + node).getBytes(StandardCharsets.UTF_8);
            case 4 ->
                node.toString().getBytes(random.nextBoolean() ? StandardCharsets.UTF_16 : StandardCharsets.ISO_8859_1);
            case 5 -> nested(random);
            case 6 -> node.toString().replaceFirst("\\{", "{\"targets\":[],").getBytes(StandardCharsets.UTF_8);
            default -> bytes;
        };
    }

    /** A picture in which some bytes are wrong, if any. */
    static byte[] picture(Random random) {
        byte[] bytes = PICTURES.get(random.nextInt(PICTURES.size()));
        return switch (random.nextInt(6)) {
            case 0 -> bytes;
            case 1 -> cut(random, bytes);
            // The head says how large it is.
            case 2 -> flipped(random, bytes, 40);
            case 3 -> document(random);
            default -> flipped(random, bytes);
        };
    }

    private static byte[] picture(String format) {
        BufferedImage image = new BufferedImage(24, 16, BufferedImage.TYPE_INT_RGB);
        image.setRGB(3, 4, 0xFF8040);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, bytes)) {
                throw new IllegalStateException("this Java writes no " + format);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static JsonNode mutated(Random random, JsonNode node) {
        if (random.nextInt(5) == 0 || node.isEmpty()) {
            return value(random);
        }
        if (node instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = names.get(random.nextInt(names.size()));
            switch (random.nextInt(5)) {
                case 0 -> object.remove(name);
                case 1 -> object.set(HostileTexts.next(random), value(random));
                default -> object.set(name, mutated(random, object.get(name)));
            }
        } else if (node instanceof ArrayNode array) {
            int at = random.nextInt(array.size());
            switch (random.nextInt(5)) {
                case 0 -> array.remove(at);
                case 1 -> array.add(value(random));
                case 2 -> {
                    for (int i = random.nextInt(3_000); i > 0; i--) {
                        array.add(array.get(0));
                    }
                }
                default -> array.set(at, mutated(random, array.get(at)));
            }
        }
        return node;
    }

    private static JsonNode value(Random random) {
        JsonNodeFactory make = JsonNodeFactory.instance;
        return switch (random.nextInt(10)) {
            case 0 -> make.nullNode();
            case 1 -> make.booleanNode(random.nextBoolean());
            case 2 -> make.numberNode(random.nextLong());
            case 3 -> make.numberNode(random.nextInt(5) - 1);
            case 4 -> make.numberNode(random.nextGaussian() * Math.pow(10, random.nextInt(600) - 300.0));
            case 5 -> make.arrayNode().add(HostileTexts.next(random));
            case 6 -> make.objectNode().put(HostileTexts.next(random), HostileTexts.next(random));
            default -> make.textNode(HostileTexts.next(random));
        };
    }

    private static byte[] nested(Random random) {
        int depth = random.nextInt(5_000);
        return ("{\"variants\":".repeat(depth) + "1" + "}".repeat(depth)).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] cut(Random random, byte[] bytes) {
        return Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
    }

    private static byte[] flipped(Random random, byte[] bytes) {
        return flipped(random, bytes, bytes.length);
    }

    private static byte[] flipped(Random random, byte[] bytes, int within) {
        byte[] changed = bytes.clone();
        for (int i = random.nextInt(8) + 1; i > 0 && changed.length > 0; i--) {
            changed[random.nextInt(Math.min(within, changed.length))] = (byte) random.nextInt(256);
        }
        return changed;
    }
}
