/** The Vision Transformer family: an image as a sequence of patches. Stateless, any thread. */
@NullMarked
package dev.tradespace.plugins.vit;

import org.jspecify.annotations.NullMarked;
