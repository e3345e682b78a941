/** Training beside its peers: each side in a process of its own, on the same networks, weights and images. */
@NullMarked
package dev.tradespace.bench.training;

import org.jspecify.annotations.NullMarked;
