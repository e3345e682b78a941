package dev.tradespace.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Kills real platforms with SIGKILL at random times, and counts what that cost: 300 kills, fifty in each kind of work, or as many in each as
 * {@code -Dtradespace.kills=10} says.
 */
@Tag("long")
class KillHarnessIT {
    private static final int KILLS = Integer.getInteger("tradespace.kills", 50);
    private static final int KILLS_OF_A_HOME = 5;
    private static final long SEED = Long.getLong("tradespace.seed", 20261129);
    /** Long enough for two trainings on a machine that does much else. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    @TempDir
    Path folder;

    /** What a kill may cost, and none does. */
    private enum Loss {
        LOST,
        DOUBLED,
        STUCK,
        UNUSABLE
    }

    private final Map<Loss, Integer> losses = new EnumMap<>(Loss.class);
    private final StringBuilder story = new StringBuilder();

    @ParameterizedTest
    @EnumSource(KilledWork.class)
    void aKillCostsNothing(KilledWork work) throws Exception {
        Random random = new Random(SEED + work.name().hashCode());
        int homes = 0;
        int kills = 0;
        while (kills < KILLS) {
            Path home = Files.createDirectory(folder.resolve("home" + homes++));
            work.prepare(home);
            try (Programs programs = new Programs(home)) {
                int most = Math.min(work.isOneKillEnough() ? 1 : KILLS_OF_A_HOME, KILLS - kills);
                kills += killed(work, programs, random, most);
            }
        }
        System.out.println(work + ": " + kills + " kills in " + homes + " homes cost "
                + (losses.isEmpty() ? "nothing" : losses.toString()));
        assertEquals(Map.of(), losses, story::toString);
    }

    /** Kills in one home, and sees how it ends; how many kills that were. */
    private int killed(KilledWork work, Programs programs, Random random, int most)
            throws IOException, InterruptedException {
        Set<String> acknowledged = new TreeSet<>();
        boolean asked = false;
        for (int kill = 0; kill < most; kill++) {
            Process server = programs.start("serve", "--port", "0");
            long rest = random.nextInt(work.mostMillis());
            if (!work.isKilledInItsStart()) {
                if (!answers(programs)) {
                    return kill + 1;
                }
                if (!asked) {
                    work.ask(programs);
                    asked = true;
                }
            }
            long end = System.nanoTime() + Duration.ofMillis(rest).toNanos();
            boolean struck = false;
            while (!struck && System.nanoTime() < end) {
                if (asked) {
                    acknowledged.addAll(work.acknowledged(programs).orElse(Set.of()));
                    struck = work.killsAnother(server);
                }
                LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            }
            if (!work.isOneKillEnough()) {
                server.destroyForcibly().waitFor();
            }
        }
        ends(work, programs, asked, acknowledged);
        return most;
    }

    private boolean answers(Programs programs) throws IOException, InterruptedException {
        try {
            programs.await(() -> programs.get("/api/about"));
            return true;
        } catch (AssertionError dead) {
            count(Loss.UNUSABLE, String.valueOf(dead.getMessage()));
            return false;
        }
    }

    private void ends(KilledWork work, Programs programs, boolean asked, Set<String> acknowledged)
            throws IOException, InterruptedException {
        if (!work.isOneKillEnough()) {
            programs.start("serve", "--port", "0");
        }
        if (!answers(programs)) {
            return;
        }
        try {
            if (!asked) {
                work.ask(programs);
            }
            programs.await(() -> work.ended(programs), PATIENCE);
        } catch (AssertionError never) {
            count(Loss.STUCK, String.valueOf(never.getMessage()));
            return;
        }
        Optional<String> failed = work.failure(programs);
        failed.ifPresent(why -> count(Loss.UNUSABLE, why));
        Set<String> kept = work.acknowledged(programs).orElse(Set.of());
        Set<String> lost = new TreeSet<>(acknowledged);
        lost.removeAll(kept);
        if (!lost.isEmpty()) {
            count(Loss.LOST, lost + " of " + acknowledged + ", kept " + kept);
        }
        if (kept.size() != work.expected()) {
            count(kept.size() > work.expected() ? Loss.DOUBLED : Loss.LOST, kept + " at the end");
        }
    }

    private void count(Loss loss, String what) {
        losses.merge(loss, 1, Integer::sum);
        story.append(loss).append(": ").append(what).append('\n');
    }
}
