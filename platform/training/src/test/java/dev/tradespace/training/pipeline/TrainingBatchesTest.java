package dev.tradespace.training.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.training.Recipe;
import dev.tradespace.api.training.Recipe.Augmentation;
import java.util.Arrays;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrainingBatchesTest {
    private static final int SIDE = 6;
    private static final Noise PICTURES = new Noise(23, SIDE, 5);
    private static final Augmentation EVERYTHING = new Augmentation(true, 2, 0.3, 0.5);

    private static Recipe recipe(int batch, double smoothing, Augmentation augmentation) {
        return new Recipe(
                Recipe.Optimizer.SGD, 0.1, Recipe.Schedule.COSINE, 0, 0, batch, smoothing, 0, 0, augmentation);
    }

    private static TrainingBatches batches(int batch, Augmentation augmentation) {
        return new TrainingBatches(PICTURES, recipe(batch, 0, augmentation), OptionalInt.empty(), 7);
    }

    private static float[] images(TrainingBatches batches, long step) {
        ImageBatch batch = batches.room();
        batches.fill(step, batch);
        float[] images = new float[batch.images().capacity()];
        batch.images().get(0, images);
        return images;
    }

    private static float[] image(float[] images, int slot) {
        int size = PICTURES.values();
        return Arrays.copyOfRange(images, slot * size, (slot + 1) * size);
    }

    private static float[] original(int index) {
        byte[] bytes = new byte[PICTURES.values()];
        PICTURES.image(index, bytes);
        float[] values = new float[bytes.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = PICTURES.value(i % 3, bytes[i]);
        }
        return values;
    }

    @Test
    void isAFunctionOfSeedAndStep() {
        TrainingBatches one = batches(4, EVERYTHING);
        TrainingBatches other = batches(4, EVERYTHING);
        float[] third = images(one, 3);
        for (int step = 12; step >= 0; step--) {
            images(other, step);
        }
        assertArrayEquals(third, images(other, 3));
        assertFalse(Arrays.equals(third, images(one, 4)));
        TrainingBatches another = new TrainingBatches(PICTURES, recipe(4, 0, EVERYTHING), OptionalInt.empty(), 8);
        assertFalse(Arrays.equals(third, images(another, 3)));
    }

    @Test
    void treatsAnImageAlikeWhateverTheBatch() {
        float[] narrow = images(batches(1, EVERYTHING), 5);
        float[] wide = images(batches(8, EVERYTHING), 0);
        assertArrayEquals(narrow, image(wide, 5));
    }

    @Test
    void showsEveryImageOnceAnEpochAndDropsNone() {
        TrainingBatches batches = batches(5, Augmentation.NONE);
        Set<Integer> seen = new HashSet<>();
        Set<Integer> firsts = new HashSet<>();
        for (int place = 0; place < 2 * PICTURES.size(); place++) {
            float[] image = image(images(batches, place / 5), place % 5);
            int index = 0;
            while (!Arrays.equals(image, original(index))) {
                index++;
            }
            assertTrue(seen.add(index), "image " + index + " came twice");
            if (seen.size() == PICTURES.size()) {
                firsts.add(index);
                seen.clear();
            }
        }
        assertEquals(2, firsts.size(), "both epochs ended with the same image");
        assertEquals(0, batches.stepsUntil(0));
        assertEquals(5, batches.stepsUntil(1));
        assertEquals(10, batches.stepsUntil(2));
        assertEquals(23, batches.stepsUntil(5));
    }

    @Test
    void mirrorsHalfOfTheImagesAndNothingElse() {
        TrainingBatches batches = batches(PICTURES.size(), new Augmentation(true, 0, 0, 0));
        float[] images = images(batches, 0);
        float[] plain = images(batches(PICTURES.size(), Augmentation.NONE), 0);
        int mirrored = 0;
        for (int i = 0; i < PICTURES.size(); i++) {
            float[] image = image(images, i);
            float[] same = image(plain, i);
            if (!Arrays.equals(image, same)) {
                assertArrayEquals(mirror(same), image);
                mirrored++;
            }
        }
        assertTrue(mirrored > 5 && mirrored < 18, mirrored + " of 23");
    }

    private static float[] mirror(float[] image) {
        float[] mirrored = new float[image.length];
        for (int i = 0; i < image.length; i++) {
            int pixel = i / 3;
            mirrored[(pixel / SIDE * SIDE + SIDE - 1 - pixel % SIDE) * 3 + i % 3] = image[i];
        }
        return mirrored;
    }

    @Test
    void cropsAreShiftsWithBlackAround() {
        Set<Integer> shifts = new HashSet<>();
        float[] images = images(batches(PICTURES.size(), new Augmentation(false, 2, 0, 0)), 0);
        float[] plain = images(batches(PICTURES.size(), Augmentation.NONE), 0);
        for (int i = 0; i < PICTURES.size(); i++) {
            shifts.add(shift(image(images, i), image(plain, i)));
        }
        assertTrue(shifts.size() > 8, "of 25 shifts only " + shifts);
    }

    private static int shift(float[] image, float[] plain) {
        for (int down = -2; down <= 2; down++) {
            for (int right = -2; right <= 2; right++) {
                if (Arrays.equals(image, shifted(plain, down, right))) {
                    return 10 * down + right;
                }
            }
        }
        throw new AssertionError("an image that is no shift");
    }

    private static float[] shifted(float[] image, int down, int right) {
        float[] shifted = new float[image.length];
        for (int i = 0; i < image.length; i++) {
            int y = i / 3 / SIDE + down;
            int x = i / 3 % SIDE + right;
            shifted[i] = y < 0 || x < 0 || y >= SIDE || x >= SIDE
                    ? PICTURES.value(i % 3, (byte) 0)
                    : image[(y * SIDE + x) * 3 + i % 3];
        }
        return shifted;
    }

    @Test
    void erasesOneRectangleOfAtMostTheWholeImage() {
        float[] images = images(batches(PICTURES.size(), new Augmentation(false, 0, 0, 1)), 0);
        float[] plain = images(batches(PICTURES.size(), Augmentation.NONE), 0);
        for (int i = 0; i < PICTURES.size(); i++) {
            int changed = 0;
            for (int at = 0; at < PICTURES.values(); at++) {
                changed += images[i * PICTURES.values() + at] == plain[i * PICTURES.values() + at] ? 0 : 1;
            }
            // Rounded to whole pixels, 0.4 of 36 is at most 18 of them.
            assertTrue(changed > 0 && changed <= 18 * 3, changed + " values");
        }
    }

    @Test
    void blendsLabelsAsItBlendsImages() {
        Augmentation mixup = new Augmentation(false, 0, 1, 0);
        TrainingBatches batches =
                new TrainingBatches(PICTURES, recipe(PICTURES.size(), 0.1, mixup), OptionalInt.empty(), 7);
        ImageBatch batch = batches.room();
        batches.fill(0, batch);
        int blended = 0;
        for (int i = 0; i < batch.size(); i++) {
            float sum = 0;
            float most = 0;
            for (int c = 0; c < 5; c++) {
                float share = batch.targets().get(i * 5 + c);
                assertTrue(share >= 0.02f - 1e-6f, "smoothing leaves nothing at zero");
                sum += share;
                most = Math.max(most, share);
            }
            assertEquals(1, sum, 1e-5);
            assertEquals(most, batch.targets().get(i * 5 + batch.label(i)));
            blended += most < 0.9f ? 1 : 0;
        }
        assertTrue(blended > 8, blended + " of 23");
    }

    @Test
    void takesASubsetThatTheSeedChooses() {
        TrainingBatches batches = new TrainingBatches(PICTURES, recipe(4, 0, Augmentation.NONE), OptionalInt.of(4), 7);
        assertEquals(4, batches.images());
        Set<Float> first = new HashSet<>();
        Set<Float> second = new HashSet<>();
        for (int i = 0; i < 4; i++) {
            first.add(images(batches, 0)[i * PICTURES.values()]);
            second.add(images(batches, 1)[i * PICTURES.values()]);
        }
        assertEquals(first, second);
    }

    @Test
    void prefetchesTheVeryBatchesAndEndsItsThread() throws InterruptedException {
        TrainingBatches expected = batches(4, EVERYTHING);
        try (BatchPrefetcher feed = new BatchPrefetcher(batches(4, EVERYTHING), 3)) {
            for (long step = 3; step < 40; step++) {
                ImageBatch batch = feed.next();
                float[] images = new float[batch.images().capacity()];
                batch.images().get(0, images);
                assertArrayEquals(images(expected, step), images, "step " + step);
            }
        }
    }

    @Test
    void tellsTheReaderWhatTheThreadBehindItMet() {
        LabelledImages damaged = new LabelledImages() {
            @Override
            public int size() {
                return 3;
            }

            @Override
            public int resolution() {
                return 2;
            }

            @Override
            public int classes() {
                return 2;
            }

            @Override
            public int label(int index) {
                return 0;
            }

            @Override
            public void image(int index, byte[] into) {
                throw new InternalError("a fault while reading");
            }

            @Override
            public float value(int channel, byte level) {
                return 0;
            }
        };
        try (BatchPrefetcher feed = new BatchPrefetcher(
                new TrainingBatches(damaged, recipe(2, 0, Augmentation.NONE), OptionalInt.empty(), 1), 0)) {
            IllegalStateException failure = assertThrows(IllegalStateException.class, feed::next);
            assertEquals("the images of step 1 cannot be read", failure.getMessage());
        }
    }

    @Test
    void answersImagesAsTheyAreAndInTheirOrder() {
        EvaluationBatches plain = new EvaluationBatches(PICTURES);
        ImageBatch batch = new ImageBatch(10, PICTURES);
        assertEquals(10, plain.fill(0, batch));
        assertEquals(3, plain.fill(20, batch));
        float[] image = new float[PICTURES.values()];
        batch.images().get(2 * PICTURES.values(), image);
        assertArrayEquals(original(22), image);
        assertEquals(2, batch.label(2));
        assertEquals(1, batch.targets().get(2 * 5 + 2));
        assertEquals(0, batch.targets().get(2 * 5 + 1));
    }
}
