/** Where the time of a query goes: a runtime's own profile, node by node, and what it says of the model's layers. */
@NullMarked
package dev.tradespace.core.profile;

import org.jspecify.annotations.NullMarked;
