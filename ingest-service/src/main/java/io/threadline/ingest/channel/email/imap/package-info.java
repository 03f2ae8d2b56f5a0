/** Mailboxes that are read by IMAP: waiting with IDLE, resuming by UID. */
@NullMarked
package io.threadline.ingest.channel.email.imap;

import org.jspecify.annotations.NullMarked;
