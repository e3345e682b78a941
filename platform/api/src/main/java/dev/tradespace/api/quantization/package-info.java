/** What a quantised network is: the scales by which the writers of model formats store its tensors as 8-bit integers. */
@NullMarked
package dev.tradespace.api.quantization;

import org.jspecify.annotations.NullMarked;
