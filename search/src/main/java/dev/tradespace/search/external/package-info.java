/**
 * A strategy from an outside jar, at work in a process of its own: none of its code runs in the platform's. The two
 * ends speak one JSON object a line over the worker's standard input and output; the platform asks, and while it waits
 * it answers what the strategy wants to know. The worker's end runs on a class path of a few jars: the api, ours that
 * speak, and Jackson's core.
 */
@NullMarked
package dev.tradespace.search.external;

import org.jspecify.annotations.NullMarked;
