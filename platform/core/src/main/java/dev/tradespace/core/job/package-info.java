/**
 * Jobs as those see them who do them: the queue from which they are leased, and what is told when one has ended. Nothing here knows how jobs are kept, so that
 * a lane may stand on a machine that has no database.
 */
@NullMarked
package dev.tradespace.core.job;

import org.jspecify.annotations.NullMarked;
