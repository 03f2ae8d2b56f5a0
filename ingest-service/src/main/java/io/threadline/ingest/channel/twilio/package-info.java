/** SMS, MMS and WhatsApp through Twilio. */
@NullMarked
package io.threadline.ingest.channel.twilio;

import org.jspecify.annotations.NullMarked;
