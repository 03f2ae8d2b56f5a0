/** Email: raw MIME over HTTP, an SMTP listener, SMTP out. */
@NullMarked
package io.threadline.ingest.channel.email;

import org.jspecify.annotations.NullMarked;
