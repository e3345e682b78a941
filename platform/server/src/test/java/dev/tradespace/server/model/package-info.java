@NullMarked
package dev.tradespace.server.model;

import org.jspecify.annotations.NullMarked;
