/** Transactions that know their tenant. */
@NullMarked
package io.threadline.platform.database;

import org.jspecify.annotations.NullMarked;
