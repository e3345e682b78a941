package dev.tradespace.core.catalogue;

import dev.tradespace.api.plugin.ArchitecturePlugin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Jars whose files are wrong, not their code. */
final class BrokenJars {
    private static final String SERVICE = "META-INF/services/" + ArchitecturePlugin.class.getName();
    private static final String CLASS = "stranger/Plugin.class";
    private static final int CLASS_VERSION = 7;

    /**
     * A jar.
     *
     * @param name what is wrong with it
     * @param reason what its reason must hold, a regular expression; empty where it is taken in
     * @param body writes it
     */
    record Broken(String name, String reason, Body body) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Writes a jar. */
    @FunctionalInterface
    interface Body {
        void write(Path jar) throws IOException;
    }

    private final byte[] sound;
    private final List<Broken> all = new ArrayList<>();

    /** Made from a sound class. */
    BrokenJars(byte[] sound) {
        this.sound = sound;
        files();
        entries();
    }

    List<Broken> all() {
        return List.copyOf(all);
    }

    private void add(String name, String reason, Body body) {
        all.add(new Broken(name, reason, body));
    }

    private void files() {
        add("is empty", "no readable jar", jar -> Files.write(jar, new byte[0]));
        add("is no archive", "no readable jar", jar -> Files.writeString(jar, "this is no archive"));
        add("is cut off", "no readable jar", jar -> Files.write(jar, Arrays.copyOf(jar(sound), 300)));
        add("is a folder", "no readable jar: it is no file", Files::createDirectory);
        add(
                "is a link to itself",
                "no readable jar: it is no file",
                jar -> Files.createSymbolicLink(jar, jar.getFileName()));
        add("is a pipe", "no readable jar: it is no file", BrokenJars::pipe);
        add(
                "is a device",
                "no readable jar: it is no file",
                jar -> Files.createSymbolicLink(jar, Path.of("/dev/zero")));
        add("is larger than any jar", "must have at most", jar -> {
            try (var channel = java.nio.channels.FileChannel.open(
                    jar, java.nio.file.StandardOpenOption.CREATE_NEW, java.nio.file.StandardOpenOption.WRITE)) {
                channel.write(java.nio.ByteBuffer.wrap(new byte[1]), 5L << 30);
            }
        });
        add(
                "has other bytes in its middle",
                "no readable jar|failed|ClassFormatError|ZipException|could not|not found|Error",
                jar -> {
                    byte[] bytes = jar(sound);
                    Arrays.fill(bytes, 60, 400, (byte) 0x5a);
                    Files.write(jar, bytes);
                });
    }

    private void entries() {
        add(
                "has no class",
                "Provider stranger.Plugin not found",
                jar -> write(jar, Map.of(SERVICE, text("stranger.Plugin"))));
        add("has a class of zeros", "Incompatible magic|ClassFormatError", jar -> write(jar, services(new byte[1000])));
        add("has a class for a Java to come", "more recent version", jar -> {
            byte[] newer = sound.clone();
            newer[CLASS_VERSION] = 99;
            write(jar, services(newer));
        });
        add(
                "has half a class",
                "Truncated class file|ClassFormatError",
                jar -> write(jar, services(Arrays.copyOf(sound, sound.length / 2))));
        add(
                "has a class of another name",
                "wrong name|NoClassDefFoundError|not found",
                jar -> write(jar, Map.of(SERVICE, text("stranger.Other"), "stranger/Other.class", sound)));
        add(
                "has a class that unpacks to a gigabyte",
                "ran out of Java heap|exit code|Error|did not answer|too large",
                jar -> bomb(jar, CLASS));
        add(
                "has a service file that unpacks to a gigabyte",
                "ran out of Java heap|exit code|did not answer|Error",
                jar -> bomb(jar, SERVICE));
        add(
                "names no class",
                "names no plugin of its own",
                jar -> write(jar, Map.of(SERVICE, text("# nothing"), CLASS, sound)));
        add("names what is no class", "Illegal", jar -> write(jar, Map.of(SERVICE, text("a b c <>"), CLASS, sound)));
        add(
                "names a class of the JDK",
                "not a subtype|no plugin of its own",
                jar -> write(jar, Map.of(SERVICE, text("java.lang.String"))));
        add(
                "names a class of the platform",
                "not found|no plugin of its own",
                jar -> write(jar, Map.of(SERVICE, text(SampleFamily.class.getName()))));
        add(
                "names one class a thousand times",
                "",
                jar -> write(jar, Map.of(SERVICE, text("stranger.Plugin\n".repeat(1_000)), CLASS, sound)));
        add(
                "brings the api's classes with it",
                "",
                jar -> write(
                        jar,
                        Map.of(
                                SERVICE,
                                text("stranger.Plugin"),
                                CLASS,
                                sound,
                                "dev/tradespace/api/plugin/ArchitecturePlugin.class",
                                new byte[100],
                                "dev/tradespace/core/catalogue/Gate.class",
                                new byte[100],
                                "java/lang/String.class",
                                new byte[100])));
        add(
                "climbs out of its folder",
                "",
                jar -> write(
                        jar,
                        Map.of(SERVICE, text("stranger.Plugin"), CLASS, sound, "../../../../etc/passwd", text("x"))));
        add(
                "has a manifest of agents and of other jars",
                "",
                jar -> write(
                        jar,
                        Map.of(
                                SERVICE,
                                text("stranger.Plugin"),
                                CLASS,
                                sound,
                                "META-INF/MANIFEST.MF",
                                text(
                                        "Manifest-Version: 1.0\nLaunch-Agent: a.B\nPremain-Class: a.B\nClass-Path: ../x.jar"
                                                + " http://127.0.0.1:1/y.jar\n"))));
        add("has a hundred thousand entries", "", jar -> {
            try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
                put(out, SERVICE, text("stranger.Plugin"));
                put(out, CLASS, sound);
                for (int i = 0; i < 100_000; i++) {
                    put(out, "e" + i, new byte[0]);
                }
            }
        });
        add("has two service files", "", jar -> {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ZipOutputStream out = new ZipOutputStream(bytes)) {
                put(out, SERVICE, text("stranger.Plugin"));
                put(out, SERVICE.replace("META-INF", "META_INF"), text("stranger.Plugin"));
                put(out, CLASS, sound);
            }
            String twice = bytes.toString(StandardCharsets.ISO_8859_1).replace("META_INF", "META-INF");
            Files.write(jar, twice.getBytes(StandardCharsets.ISO_8859_1));
        });
    }

    private Map<String, byte[]> services(byte[] plugin) {
        return Map.of(SERVICE, text("stranger.Plugin"), CLASS, plugin);
    }

    private byte[] jar(byte[] plugin) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        write(bytes, services(plugin));
        return bytes.toByteArray();
    }

    private static void write(Path jar, Map<String, byte[]> entries) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar)) {
            write(out, entries);
        }
    }

    private static void write(OutputStream to, Map<String, byte[]> entries) throws IOException {
        ZipOutputStream out = new ZipOutputStream(to);
        for (Map.Entry<String, byte[]> entry : new TreeMap<>(entries).entrySet()) {
            put(out, entry.getKey(), entry.getValue());
        }
        out.finish();
    }

    private static void put(ZipOutputStream out, String name, byte[] bytes) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(bytes);
        out.closeEntry();
    }

    private void bomb(Path jar, String entry) throws IOException {
        byte[] zeros = new byte[1 << 20];
        Arrays.fill(zeros, (byte) 'a');
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            out.setLevel(Deflater.BEST_SPEED);
            if (!entry.equals(SERVICE)) {
                put(out, SERVICE, text("stranger.Plugin"));
            }
            out.putNextEntry(new ZipEntry(entry));
            for (int i = 0; i < 1024; i++) {
                out.write(zeros);
            }
            out.closeEntry();
        }
    }

    private static void pipe(Path jar) throws IOException {
        try {
            new ProcessBuilder("mkfifo", jar.toString()).start().waitFor();
        } catch (InterruptedException stopped) {
            throw new IOException(stopped);
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
