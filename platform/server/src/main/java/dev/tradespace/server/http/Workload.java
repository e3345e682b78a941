package dev.tradespace.server.http;

/**
 * A kind of work that requests ask for. Each kind has threads and a queue of its own, so that none waits behind
 * another, and both are bounded, so that what is
 * asked for faster than it is done is refused at once instead of filling the memory.
 */
enum Workload {
    /** The page's files. */
    PAGE(2, 256, 1),
    /** Looked up or changed in the store. */
    STORE(8, 256, 1),
    /** Families and their variants, which are known. */
    CATALOGUE(2, 128, 1),
    /** Single models, which a plugin may have to build, and may take its time. */
    MODEL(4, 64, 2),
    /** Sweeps and searches that are asked for: plugins build and the store writes. */
    ORDER(4, 64, 2),
    /** Computed from many rows or trials: fronts, recommendations, searches with what follows from them, reports. */
    REPORT(3, 48, 5),
    /** Datasets, whose folders are looked at, and their single images, which are decoded and shrunk. */
    DATASET(2, 128, 2),
    /**
     * Pictures that are classified, one at a time: each model is a process of its own, and a decoded picture takes much
     * memory.
     */
    CLASSIFICATION(1, 32, 10),
    /** Profiles of models, each of which takes its turn on a device. */
    PROFILE(2, 8, 30),
    /** The home, every file of which is looked at. */
    HOME(1, 8, 10),
    /** Models to download, which may have to be exported first. */
    EXPORT(2, 16, 30);

    private final int atOnce;
    private final int waiting;
    private final int retrySeconds;

    /**
     * A kind of work.
     *
     * @param atOnce how many are done at once
     * @param waiting how many more may wait
     * @param retrySeconds after which it is worth asking again when that is not enough
     */
    Workload(int atOnce, int waiting, int retrySeconds) {
        this.atOnce = atOnce;
        this.waiting = waiting;
        this.retrySeconds = retrySeconds;
    }

    int atOnce() {
        return atOnce;
    }

    int waiting() {
        return waiting;
    }

    int retrySeconds() {
        return retrySeconds;
    }
}
