/** Trainings by LibTorch, as a Java user would write them: what ours are measured against. */
@NullMarked
package dev.tradespace.bench.libtorch;

import org.jspecify.annotations.NullMarked;
