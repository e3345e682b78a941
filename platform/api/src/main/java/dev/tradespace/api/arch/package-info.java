/** The architecture: an immutable graph of operations, its builder, its weights and its digests. */
@NullMarked
package dev.tradespace.api.arch;

import org.jspecify.annotations.NullMarked;
