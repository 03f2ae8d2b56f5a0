/** Channel accounts: one configured endpoint of a channel each, with its secrets sealed. */
@NullMarked
package io.threadline.ingest.account;

import org.jspecify.annotations.NullMarked;
