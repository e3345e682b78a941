/** What is known of a model on a target: metrics, and figures that never lose their origin. */
@NullMarked
package dev.tradespace.api.metric;

import org.jspecify.annotations.NullMarked;
