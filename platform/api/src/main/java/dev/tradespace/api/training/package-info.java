/** How networks are trained, as a plugin may say of its own. */
@NullMarked
package dev.tradespace.api.training;

import org.jspecify.annotations.NullMarked;
