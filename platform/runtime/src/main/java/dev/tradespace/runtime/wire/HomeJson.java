package dev.tradespace.runtime.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tradespace.results.database.StoreFacts;
import dev.tradespace.runtime.inventory.Inventory;
import dev.tradespace.runtime.inventory.Inventory.Disposable;
import dev.tradespace.runtime.inventory.Inventory.Finding;
import dev.tradespace.runtime.inventory.Inventory.Stock;
import java.io.IOException;
import java.util.List;

/** What lies in a home. */
public final class HomeJson {
    private HomeJson() {}

    /** All of it. */
    public static void write(JsonGenerator json, Inventory inventory) throws IOException {
        json.writeStartObject();
        json.writeStringField("home", inventory.home().toString());
        Json.text(json, "database", inventory.store().map(StoreFacts::database).orElse(null));
        Json.text(json, "schema", inventory.store().map(StoreFacts::schema).orElse(null));
        Json.array(json, "space", inventory.stocks(), HomeJson::stock);
        json.writeNumberField("freeable", inventory.freeable());
        Json.array(json, "disposable", inventory.disposables(), HomeJson::disposable);
        Json.array(json, "findings", inventory.findings(), HomeJson::finding);
        json.writeEndObject();
    }

    /** What is gone. */
    public static void cleaned(JsonGenerator json, List<Disposable> gone) throws IOException {
        json.writeStartObject();
        json.writeNumberField(
                "freed", gone.stream().mapToLong(Disposable::bytes).sum());
        Json.array(json, "removed", gone, HomeJson::disposable);
        json.writeEndObject();
    }

    private static void stock(JsonGenerator json, Stock stock) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", stock.kind().id());
        json.writeNumberField("bytes", stock.bytes());
        json.writeNumberField("files", stock.files());
        json.writeNumberField("freeable", stock.freeable());
        json.writeEndObject();
    }

    private static void disposable(JsonGenerator json, Disposable disposable) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", disposable.kind().id());
        json.writeStringField("path", disposable.path().toString());
        json.writeNumberField("bytes", disposable.bytes());
        json.writeStringField("reason", disposable.reason());
        json.writeEndObject();
    }

    private static void finding(JsonGenerator json, Finding finding) throws IOException {
        json.writeStartObject();
        json.writeBooleanField("problem", finding.problem());
        json.writeStringField("what", finding.what());
        json.writeStringField("remedy", finding.remedy());
        json.writeEndObject();
    }
}
