/**
 * EfficientNet, its Lite and its V2 members: baselines as tables, one builder, compound scaling; callable from any
 * thread.
 */
@NullMarked
package dev.tradespace.plugins.efficientnet;

import org.jspecify.annotations.NullMarked;
