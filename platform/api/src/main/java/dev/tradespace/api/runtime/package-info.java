/**
 * What a runtime is: a module, or a jar, that runs the files of models on a target. A runtime's author implements {@link
 * dev.tradespace.api.runtime.RuntimePlugin}, and {@link dev.tradespace.api.runtime.FormatWriter} where its file format is its own.
 */
@NullMarked
package dev.tradespace.api.runtime;

import org.jspecify.annotations.NullMarked;
