/**
 * Post-training quantisation: finds the scales by which a network runs in 8-bit integers, and what that costs in accuracy. A {@link
 * dev.tradespace.quantization.Quantizer} needs a runtime that runs fp32 ONNX files, and images.
 */
@NullMarked
package dev.tradespace.quantization;

import org.jspecify.annotations.NullMarked;
