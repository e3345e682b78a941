package dev.tradespace.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.tradespace.core.json.StrictYaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The file that describes the API, asked whether an answer is as it says. */
final class Contract {
    private static final String LOCATION = "https://tradespace.dev/openapi";
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete", "head", "options");

    private final JsonNode document;
    private final JsonSchemaFactory schemas;

    Contract() {
        this.document = StrictYaml.read(ApiDocument.text());
        this.schemas = JsonSchemaFactory.getInstance(
                SpecVersion.VersionFlag.V202012,
                builder -> builder.schemaLoaders(loaders -> loaders.schemas(Map.of(LOCATION, document.toString()))));
    }

    /** An operation of the file. */
    record Described(String method, String path, JsonNode operation) {
        /** The names of its parameters in the query. */
        List<String> queryNames(Contract contract) {
            return parameters(contract).stream()
                    .filter(parameter -> parameter.get("in").textValue().equals("query"))
                    .map(parameter -> parameter.get("name").textValue())
                    .toList();
        }

        /** The first type that its body may have. */
        String bodyType() {
            return operation.path("requestBody").path("content").fieldNames().next();
        }

        List<JsonNode> parameters(Contract contract) {
            List<JsonNode> parameters = new ArrayList<>();
            operation.path("parameters").forEach(each -> parameters.add(contract.resolved(each)));
            return parameters;
        }

        @Override
        public String toString() {
            return method.toUpperCase(Locale.ROOT) + " " + path;
        }
    }

    /** Every operation. */
    List<Described> operations() {
        List<Described> all = new ArrayList<>();
        document.get("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(method -> METHODS.contains(method.getKey()))
                .forEach(method -> all.add(new Described(method.getKey(), path.getKey(), method.getValue()))));
        return all;
    }

    /** What is wrong with an answer to a request; empty for an answer as it is described. */
    List<String> complaints(String method, String path, int status, String contentType, JsonNode body) {
        Described described = operations().stream()
                .filter(each -> each.method().equalsIgnoreCase(method)
                        && path.matches(each.path().replaceAll("\\{[a-z]+}", "[^/]+")))
                .findFirst()
                .orElse(null);
        if (described == null) {
            return complaints(LOCATION + "#/components/schemas/Problems", body);
        }
        JsonNode response = resolved(described.operation().path("responses").path(String.valueOf(status)));
        if (response.isMissingNode()) {
            return List.of(described + " is not described to answer " + status);
        }
        JsonNode content = response.path("content").path(contentType.split(";", 2)[0]);
        if (content.isMissingNode()) {
            return List.of(described + " is not described to answer " + status + " with " + contentType);
        }
        String reference = content.path("schema").path("$ref").asText();
        return reference.isEmpty() ? List.of() : complaints(LOCATION + reference, body);
    }

    private List<String> complaints(String location, JsonNode body) {
        SchemaValidatorsConfig strict =
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
        return schemas.getSchema(SchemaLocation.of(location), strict).validate(body).stream()
                .map(ValidationMessage::toString)
                .toList();
    }

    private JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.isEmpty() ? node : document.at(reference.substring(1));
    }
}
