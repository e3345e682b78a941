/** An architecture with weights as an ONNX file. */
@NullMarked
package dev.tradespace.onnx;

import org.jspecify.annotations.NullMarked;
