/** A user's own folder of images: scanned, indexed, and watched for changes. */
@NullMarked
package dev.tradespace.training.data.folder;

import org.jspecify.annotations.NullMarked;
