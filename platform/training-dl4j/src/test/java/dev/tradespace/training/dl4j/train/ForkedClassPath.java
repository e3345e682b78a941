package dev.tradespace.training.dl4j.train;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** This module's class path for processes that tests fork. */
final class ForkedClassPath {
    /** Surefire's own class path is one jar that names the others. */
    static final List<Path> JARS = Arrays.stream(
                    System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                            .split(File.pathSeparator))
            .map(Path::of)
            .toList();

    private ForkedClassPath() {}
}
