package dev.tradespace.app.option;

import dev.tradespace.devices.catalogue.DeviceKind;
import java.util.Arrays;
import java.util.Iterator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Kinds of devices as people write them. */
public final class DeviceKinds implements ITypeConverter<DeviceKind>, Iterable<String> {
    @Override
    public DeviceKind convert(String text) {
        return DeviceKind.find(text)
                .orElseThrow(() -> new TypeConversionException(
                        "there is no kind " + text + "; there are " + String.join(", ", this)));
    }

    @Override
    public Iterator<String> iterator() {
        return Arrays.stream(DeviceKind.values()).map(DeviceKind::id).toList().iterator();
    }
}
