package dev.tradespace.training.data.home;

import dev.tradespace.core.training.DatasetFacts;
import java.util.Optional;

/**
 * A dataset as a list shows it.
 *
 * @param facts empty if it cannot be used
 * @param note where it lies, or why it cannot be used and what would help
 */
public record DatasetListing(String id, String title, Optional<DatasetFacts> facts, String note) {}
