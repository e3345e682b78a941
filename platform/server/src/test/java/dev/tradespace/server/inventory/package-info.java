@NullMarked
package dev.tradespace.server.inventory;

import org.jspecify.annotations.NullMarked;
