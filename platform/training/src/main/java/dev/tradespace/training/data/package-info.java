/**
 * Datasets: where they come from, how they are split, and the prepared file of bytes that trainers and measuring workers map. {@link PreparedDataset} and what it needs keep
 * to plain Java and Jackson's streams, since the measuring worker has nothing else.
 */
@NullMarked
package dev.tradespace.training.data;

import org.jspecify.annotations.NullMarked;
