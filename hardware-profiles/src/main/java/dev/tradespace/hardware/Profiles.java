package dev.tradespace.hardware;

import dev.tradespace.api.check.Problem;
import dev.tradespace.api.runtime.RuntimeDescription;
import dev.tradespace.core.catalogue.Globs;
import dev.tradespace.core.measure.Conditions;
import dev.tradespace.core.measure.Target;
import dev.tradespace.hardware.command.CommandFailed;
import dev.tradespace.hardware.command.MeasuringCommand;
import dev.tradespace.hardware.energy.RaplMeter;
import dev.tradespace.hardware.machine.MachineFacts;
import dev.tradespace.hardware.runtime.Runtimes;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The targets that this machine can measure on: those that come with its runtimes, then a user's own. Immutable; a broken file of the user is
 * named in {@link #broken()} and the rest works.
 */
public final class Profiles {
    private final Map<String, Profile> byId;
    private final List<UnavailableTarget> unavailable;
    private final List<BrokenProfile> broken;
    private final Runtimes runtimes;

    /** Parts what is described into what can be measured on and what cannot. */
    private Profiles(Map<String, Profile> described, List<BrokenProfile> broken, Runtimes runtimes) {
        Map<String, Profile> available = new LinkedHashMap<>();
        List<UnavailableTarget> others = new ArrayList<>();
        described.forEach((id, profile) -> obstacle(profile, runtimes)
                .ifPresentOrElse(
                        reason -> others.add(new UnavailableTarget(profile.target(), reason)),
                        () -> available.put(id, profile)));
        this.byId = available;
        this.unavailable = List.copyOf(others);
        this.broken = List.copyOf(broken);
        this.runtimes = runtimes;
    }

    private static Optional<String> obstacle(Profile profile, Runtimes runtimes) {
        Target target = profile.target();
        MeasuringCommand command = profile.command();
        Optional<String> missing =
                command == null ? runtimes.find(target.runtime()).orElseThrow().reason() : command.obstacle();
        return missing.or(() -> runtimes.writers().writes(target.format(), target.precision())
                ? Optional.empty()
                : Optional.of("nothing here writes " + target.format() + " files in " + target.precision() + ", which "
                        + target.runtime() + " reads"));
    }

    /** Those that come with the runtimes. */
    public static Profiles builtIn(Runtimes runtimes) {
        return load(List.of(), List.of(), runtimes, Runtime.getRuntime().availableProcessors());
    }

    /**
     * Those that come with the runtimes, and those of a directory.
     *
     * @param directory where {@code *.yaml} and {@code *.yml} files are read in the order of their names; need not exist
     * @param runtimes what can run models here
     */
    public static Profiles load(Path directory, Runtimes runtimes) {
        return load(directory, runtimes, Runtime.getRuntime().availableProcessors());
    }

    static Profiles load(Path directory, Runtimes runtimes, int processors) {
        List<BrokenProfile> broken = new ArrayList<>();
        return load(files(directory, broken), broken, runtimes, processors);
    }

    private static Profiles load(List<Path> files, List<BrokenProfile> unreadable, Runtimes runtimes, int processors) {
        ProfileReader reader = new ProfileReader(processors, runtimes);
        Map<String, Profile> byId = new LinkedHashMap<>();
        List<BrokenProfile> broken = new ArrayList<>(unreadable);
        runtimes.broken()
                .forEach(runtime ->
                        broken.add(new BrokenProfile(runtime.name(), List.of(new Problem("", runtime.reason())))));
        for (String text : runtimes.profiles()) {
            List<Problem> problems = new ArrayList<>();
            List<Profile> read = reader.read(text, problems);
            if (read.stream().anyMatch(profile -> profile.command() != null)) {
                problems.add(new Problem("", "only a profile of the home may run a command"));
            }
            add(read, byId, problems);
            if (!problems.isEmpty()) {
                broken.add(new BrokenProfile("a profile that comes with a runtime", problems));
            }
        }
        for (Path file : files) {
            List<Problem> problems = new ArrayList<>();
            add(reader.read(file, problems), byId, problems);
            if (!problems.isEmpty()) {
                broken.add(new BrokenProfile(name(file), problems));
            }
        }
        return new Profiles(byId, broken, runtimes);
    }

    /** Adds all the profiles of a file, or none if one of their ids is taken. */
    private static void add(List<Profile> profiles, Map<String, Profile> byId, List<Problem> problems) {
        for (int i = 0; i < profiles.size(); i++) {
            String id = profiles.get(i).target().id();
            if (byId.containsKey(id)) {
                problems.add(new Problem(
                        "/targets/" + i + "/name", "the target " + id + " exists already; choose another name"));
            }
        }
        if (problems.isEmpty()) {
            profiles.forEach(profile -> byId.put(profile.target().id(), profile));
        }
    }

    private static List<Path> files(Path directory, List<BrokenProfile> broken) {
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "*.{yaml,yml}")) {
                found.forEach(files::add);
            } catch (IOException unreadable) {
                broken.add(new BrokenProfile(
                        name(directory), List.of(new Problem("", "the directory cannot be read: " + unreadable))));
            }
        }
        files.sort(null);
        return files;
    }

    private static String name(Path file) {
        Path name = file.getFileName();
        return name == null ? file.toString() : name.toString();
    }

    /** Every target that can be measured on here, the built-in ones first. */
    public List<Target> targets() {
        return byId.values().stream().map(Profile::target).toList();
    }

    /** The target of this id. */
    public Optional<Target> find(String id) {
        return Optional.ofNullable(byId.get(id)).map(Profile::target);
    }

    /**
     * The targets whose id fits a glob, in their order; none where none does.
     *
     * @param glob an id, or a pattern with {@code *} for any characters and {@code ?} for one: {@code local-cpu/*}
     */
    public List<Target> match(String glob) {
        return targets().stream()
                .filter(target -> Globs.matches(glob, target.id()))
                .toList();
    }

    /** The targets that cannot be measured on here, and why. */
    public List<UnavailableTarget> unavailable() {
        return unavailable;
    }

    /** The user's files that were left out, and why. */
    public List<BrokenProfile> broken() {
        return broken;
    }

    /** Whether energy can be measured on a target of these, or why not. */
    public EnergySupport energy(Target target) {
        MeasuringCommand command =
                Optional.ofNullable(byId.get(target.id())).map(Profile::command).orElse(null);
        if (command != null) {
            return command.energy() == null
                    ? new EnergySupport(null, command.name() + " is asked for no energy")
                    : new EnergySupport(MeasuringCommand.RUNTIME, null);
        }
        return byId.containsKey(target.id())
                ? EnergySupport.of(RaplMeter.POWERCAP)
                : new EnergySupport(null, "no profile describes " + target.id());
    }

    /**
     * What a measurement on a target is made under here and now. A worker says in the environment of its reading what it was made under in fact.
     *
     * @param root {@code /}, or a directory like it
     */
    public Conditions conditions(Target target, Path root) {
        Optional<MeasuringCommand> command = profile(target).map(Profile::command);
        if (command.isPresent()) {
            return new Conditions(
                    MachineFacts.machine(root),
                    Optional.ofNullable(command.get().hardware())
                            .or(() -> MachineFacts.cpu(root))
                            .orElse(Conditions.UNSAID),
                    runtime(command.get()),
                    target.threads(),
                    target.batch());
        }
        return new Conditions(
                MachineFacts.machine(root),
                MachineFacts.cpu(root).orElse(Conditions.UNSAID),
                target.runtime() + " "
                        + runtimes.find(target.runtime())
                                .map(RuntimeDescription::version)
                                .orElse(Conditions.UNSAID),
                target.threads(),
                target.batch());
    }

    private static String runtime(MeasuringCommand command) {
        try {
            return command.runtime();
        } catch (CommandFailed untold) {
            return Conditions.UNSAID;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Conditions.UNSAID;
        }
    }

    /** What runs models here. */
    public Runtimes runtimes() {
        return runtimes;
    }

    /** How a target is measured; empty where it cannot be. */
    Optional<Profile> profile(Target target) {
        return Optional.ofNullable(byId.get(target.id()));
    }
}
