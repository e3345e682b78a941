/** The Inception family: GoogLeNet, Inception-v3 and Inception-v4. Stateless, any thread. */
@NullMarked
package dev.tradespace.plugins.inception;

import org.jspecify.annotations.NullMarked;
