/** The one strict JSON and YAML mapper, and the JSON form of architectures. */
@NullMarked
package dev.tradespace.core.json;

import org.jspecify.annotations.NullMarked;
