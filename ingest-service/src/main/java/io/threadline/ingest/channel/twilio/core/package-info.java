/** Twilio's rules without I/O: forms, signatures, keywords, errors. */
@NullMarked
package io.threadline.ingest.channel.twilio.core;

import org.jspecify.annotations.NullMarked;
