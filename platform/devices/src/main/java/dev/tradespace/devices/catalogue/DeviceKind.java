package dev.tradespace.devices.catalogue;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a device is to a person who looks for one. */
public enum DeviceKind {
    /** A phone or tablet, or the maker's reference design of one. */
    PHONE,
    /** A single-board computer, a system on a chip, or an embedded or automotive kit. */
    BOARD,
    /** A microcontroller: kilobytes of memory, no operating system or a small one. */
    MICROCONTROLLER,
    /** A graphics card or an inference accelerator beside a host. */
    ACCELERATOR,
    /** A notebook. */
    LAPTOP,
    /** A desktop, a server or a rented machine. */
    SERVER,
    /** A web browser. */
    BROWSER;

    /** The name on the wire, in files and on the command line: {@code phone}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of this id. */
    public static Optional<DeviceKind> find(String id) {
        return Arrays.stream(values()).filter(kind -> kind.id().equals(id)).findFirst();
    }
}
