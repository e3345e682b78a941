package dev.tradespace.runtime.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tradespace.core.measure.Target;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A target, and whether its energy can be read. */
public final class TargetJson {
    private TargetJson() {}

    /**
     * A target.
     *
     * @param energyMeter what reads its energy, null for nothing
     * @param energyReason why nothing does, null where something does
     */
    public static void write(
            JsonGenerator json, Target target, @Nullable String energyMeter, @Nullable String energyReason)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("id", target.id());
        json.writeStringField("device", target.device());
        json.writeStringField("runtime", target.runtime());
        json.writeStringField("precision", target.precision());
        json.writeNumberField("threads", target.threads());
        json.writeStringField("title", target.title());
        Json.text(json, "energy", energyMeter);
        if (energyReason != null) {
            json.writeStringField("energyReason", energyReason);
        }
        json.writeEndObject();
    }
}
