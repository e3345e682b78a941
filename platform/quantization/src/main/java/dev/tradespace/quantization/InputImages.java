package dev.tradespace.quantization;

import dev.tradespace.training.data.Split;
import dev.tradespace.training.data.prepared.PreparedDataset;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Images that a network is run on. */
interface InputImages {
    /** How many there are. */
    int size();

    /**
     * Puts one.
     *
     * @shape {@code [channels, height, width]}, normalised, from the buffer's position on
     */
    void put(int index, FloatBuffer into);

    /** Some images of a split, the first ones of these places first. */
    static InputImages of(PreparedDataset.Images images, List<Integer> places) {
        return new InputImages() {
            @Override
            public int size() {
                return places.size();
            }

            @Override
            public void put(int index, FloatBuffer into) {
                images.nchw(places.get(index), into);
            }
        };
    }

    /** The first images of a split. */
    static InputImages first(PreparedDataset.Images images, int most) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < Math.min(most, images.size()); i++) {
            places.add(i);
        }
        return of(images, places);
    }

    /** The first images of others. */
    static InputImages part(InputImages all, int most) {
        return new InputImages() {
            @Override
            public int size() {
                return Math.min(most, all.size());
            }

            @Override
            public void put(int index, FloatBuffer into) {
                all.put(index, into);
            }
        };
    }

    /** Standard normal numbers, as normalised images are: for random weights, which no image means anything to. */
    static InputImages noise(int size, int numbers, long seed) {
        return new InputImages() {
            @Override
            public int size() {
                return size;
            }

            @Override
            public void put(int index, FloatBuffer into) {
                SplittableRandom random = new SplittableRandom(seed + index);
                for (int i = 0; i < numbers; i++) {
                    into.put((float) random.nextGaussian());
                }
            }
        };
    }

    /**
     * Places of training images, each class in turn, the same for the same dataset.
     *
     * @param most how many
     * @throws UnfitCalibration if a class has none
     */
    static List<Integer> balanced(PreparedDataset dataset, int most) throws UnfitCalibration {
        PreparedDataset.Images images = dataset.split(Split.TRAINING);
        Map<Integer, List<Integer>> byClass = new HashMap<>();
        for (int i = 0; i < images.size(); i++) {
            byClass.computeIfAbsent(images.label(i), first -> new ArrayList<>()).add(i);
        }
        for (int clazz = 0; clazz < dataset.classes().size(); clazz++) {
            if (!byClass.containsKey(clazz)) {
                throw new UnfitCalibration("the training images of " + dataset.dataset() + " have none of the class "
                        + dataset.classes().get(clazz) + ": ranges learned without it may clip what it needs");
            }
        }
        List<Integer> places = new ArrayList<>();
        for (int round = 0; places.size() < Math.min(most, images.size()); round++) {
            for (int clazz = 0; clazz < dataset.classes().size(); clazz++) {
                List<Integer> own = byClass.get(clazz);
                if (own != null && round < own.size() && places.size() < most) {
                    places.add(own.get(round));
                }
            }
        }
        return places;
    }
}
