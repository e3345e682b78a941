/** Worker processes: how a parent ends one and what it makes of its end, how a worker notices that its parent is gone, and the processes of plugins. */
@NullMarked
package dev.tradespace.core.process;

import org.jspecify.annotations.NullMarked;
