/** What all readers of data share: file stamps, digests, progress, and the exceptions for unusable data. */
@NullMarked
package dev.tradespace.training.data.io;

import org.jspecify.annotations.NullMarked;
