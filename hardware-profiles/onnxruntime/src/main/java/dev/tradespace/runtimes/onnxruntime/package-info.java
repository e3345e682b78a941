/** ONNX Runtime as a runtime. */
@NullMarked
package dev.tradespace.runtimes.onnxruntime;

import org.jspecify.annotations.NullMarked;
