/** A real PostgreSQL on this machine, without an installation. */
@NullMarked
package io.threadline.local.postgres;

import org.jspecify.annotations.NullMarked;
