@NullMarked
package dev.tradespace.server.home;

import org.jspecify.annotations.NullMarked;
