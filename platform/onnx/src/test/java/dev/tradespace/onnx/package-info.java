/** Exported networks against a slow and plain reference, through ONNX Runtime. */
@NullMarked
package dev.tradespace.onnx;

import org.jspecify.annotations.NullMarked;
