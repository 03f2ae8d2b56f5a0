/**
 * Mail services that receive mail for us and post it: SendGrid, Mailgun, Postmark, Amazon SES. What
 * they took apart is put together again, so that one parser reads all mail.
 */
@NullMarked
package io.threadline.ingest.channel.email.relay;

import org.jspecify.annotations.NullMarked;
