package dev.tradespace.runtime.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tradespace.core.measure.Target;
import dev.tradespace.hardware.EnergySupport;
import java.io.IOException;

/** A target, and whether its energy can be read. */
public final class TargetJson {
    private TargetJson() {}

    /** A target. */
    public static void write(JsonGenerator json, Target target, EnergySupport energy) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", target.id());
        json.writeStringField("device", target.device());
        json.writeStringField("runtime", target.runtime());
        json.writeStringField("precision", target.precision());
        json.writeNumberField("threads", target.threads());
        json.writeNumberField("batch", target.batch());
        json.writeStringField("title", target.title());
        Json.text(json, "energy", energy.meter());
        if (energy.reason() != null) {
            json.writeStringField("energyReason", energy.reason());
        }
        json.writeEndObject();
    }
}
