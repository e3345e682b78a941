package dev.tradespace.core.json;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.op.Activation;
import dev.tradespace.api.op.Op;
import dev.tradespace.api.op.Padding;
import dev.tradespace.api.op.Pool;
import dev.tradespace.api.op.Shape;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Architectures as JSON: {@code {"format":1,"layers":[{"name","inputs","op":{"kind":"convolution",...}}],"output","auxiliaryOutputs"}}. Shapes are inferred
 * again when reading, so that a file cannot lie about them.
 */
public final class ArchitectureJson {
    private static final int FORMAT = 1;

    private final ObjectMapper mapper;

    /** A reader and writer; it may be shared by threads. */
    public ArchitectureJson() {
        SimpleModule module = new SimpleModule("architecture");
        module.addSerializer(new ShapeWriter());
        module.addDeserializer(Shape.class, new ShapeReader());
        mapper = StrictJson.json();
        mapper.registerModule(module);
        mapper.addMixIn(Op.class, OpForm.class);
        mapper.addMixIn(Padding.class, PaddingForm.class);
        mapper.addMixIn(Activation.Function.class, IdForm.class);
        mapper.addMixIn(Pool.Kind.class, IdForm.class);
        mapper.enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES);
        mapper.enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);
        mapper.setDefaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL));
        for (Class<?> op : Op.class.getPermittedSubclasses()) {
            mapper.registerSubtypes(new NamedType(op, kind(op)));
        }
    }

    private record Document(
            int format, List<Architecture.Draft> layers, String output, List<String> auxiliaryOutputs) {}

    /** The architecture as JSON. */
    public String write(Architecture architecture) {
        List<Architecture.Draft> drafts = architecture.layers().stream()
                .map(layer -> new Architecture.Draft(layer.name(), layer.op(), layer.inputs()))
                .toList();
        try {
            return mapper.writeValueAsString(
                    new Document(FORMAT, drafts, architecture.output(), architecture.auxiliaryOutputs()));
        } catch (JacksonException impossible) {
            throw new AssertionError("an architecture is plain data", impossible);
        }
    }

    /**
     * The architecture of a JSON text.
     *
     * @throws BadDocument if the text is none or has unknown or missing keys
     * @throws dev.tradespace.api.arch.BadArchitecture if the graph cannot be
     */
    public Architecture read(String json) {
        try {
            Document document = mapper.readValue(json, Document.class);
            if (document == null) {
                throw new BadDocument("an architecture must be an object, was null");
            }
            if (document.format() != FORMAT) {
                throw new BadDocument("format must be " + FORMAT + ", was " + document.format());
            }
            return Architecture.assemble(document.layers(), document.output(), document.auxiliaryOutputs());
        } catch (JsonMappingException bad) {
            throw new BadDocument(place(bad) + reason(bad));
        } catch (JacksonException bad) {
            throw new BadDocument(bad.getOriginalMessage());
        }
    }

    private static String reason(JsonMappingException bad) {
        if (bad instanceof UnrecognizedPropertyException unknown) {
            return "is unknown; known are "
                    + unknown.getKnownPropertyIds().stream()
                            .map(String::valueOf)
                            .collect(Collectors.joining(", "));
        }
        return bad.getCause() instanceof IllegalArgumentException refused
                ? String.valueOf(refused.getMessage())
                : bad.getOriginalMessage();
    }

    /** Where: {@code /layers/3/op: }. */
    private static String place(JsonMappingException bad) {
        StringBuilder pointer = new StringBuilder();
        for (JsonMappingException.Reference step : bad.getPath()) {
            pointer.append('/').append(step.getFieldName() == null ? step.getIndex() : step.getFieldName());
        }
        return pointer.isEmpty() ? "" : pointer.append(": ").toString();
    }

    /** {@code BatchNorm} is {@code batch-norm}, as {@link Op#kind()} has it. */
    static String kind(Class<?> op) {
        return op.getSimpleName().replaceAll("(?<=.)([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    private interface OpForm {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Padding.Explicit.class, name = "explicit"),
        @JsonSubTypes.Type(value = Padding.Same.class, name = "same")
    })
    private interface PaddingForm {}

    private interface IdForm {
        @JsonValue
        String id();
    }

    private static final class ShapeWriter extends StdSerializer<Shape> {
        private static final long serialVersionUID = 1L;

        ShapeWriter() {
            super(Shape.class);
        }

        @Override
        public void serialize(Shape shape, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeArray(shape.toArray(), 0, shape.rank());
        }
    }

    private static final class ShapeReader extends StdDeserializer<Shape> {
        private static final long serialVersionUID = 1L;

        ShapeReader() {
            super(Shape.class);
        }

        @Override
        public Shape deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            JsonNode node = context.readTree(parser);
            if (!node.isArray()) {
                throw new IllegalArgumentException("a shape is a list of whole numbers, was " + node);
            }
            int[] sizes = new int[node.size()];
            for (int axis = 0; axis < sizes.length; axis++) {
                if (!node.get(axis).isInt()) {
                    throw new IllegalArgumentException("a shape is a list of whole numbers, was " + node);
                }
                sizes[axis] = node.get(axis).intValue();
            }
            return Shape.of(sizes);
        }
    }
}
