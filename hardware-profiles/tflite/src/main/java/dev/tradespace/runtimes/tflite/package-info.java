/** TensorFlow Lite as a runtime, and the writer of its format. */
@NullMarked
package dev.tradespace.runtimes.tflite;

import org.jspecify.annotations.NullMarked;
