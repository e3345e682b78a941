/** Worker processes: how a parent ends one and what it makes of its end, and how a worker notices that its parent is gone. */
@NullMarked
package dev.tradespace.core.process;

import org.jspecify.annotations.NullMarked;
