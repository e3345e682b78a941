package dev.tradespace.core.measure;

/**
 * What makes a result row one: measuring the same key again replaces what the row shows.
 *
 * @param architecture the graph's digest
 * @param weights the weights' id: {@code random:7}
 * @param target the target's id
 * @param dataset what the accuracy is about: {@code imagenet-1k}, or what {@link ScoredOn} names
 * @param protocol how long was measured
 */
public record RowKey(String architecture, String weights, String target, String dataset, Protocol protocol) {}
