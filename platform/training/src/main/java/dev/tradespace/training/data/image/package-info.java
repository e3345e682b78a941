/** Image files decoded, oriented, resized and normalised, the same bytes on every machine. */
@NullMarked
package dev.tradespace.training.data.image;

import org.jspecify.annotations.NullMarked;
