package dev.tradespace.hardware;

import dev.tradespace.core.measure.Outcome;
import dev.tradespace.core.measure.Protocol;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/** A platform that measures until it is killed. */
final class DoomedParent {
    private DoomedParent() {}

    public static void main(String[] arguments) {
        Profiles profiles = Profiles.builtIn(TestRuntimes.ONNX);
        Outcome outcome = new ForkedRunner(profiles, Map.of(), InstantSource.system())
                .measure(
                        Path.of(arguments[0]),
                        profiles.find("local-cpu/ort-fp32-1t").orElseThrow(),
                        Protocol.LONG);
        System.out.println(outcome);
    }
}
