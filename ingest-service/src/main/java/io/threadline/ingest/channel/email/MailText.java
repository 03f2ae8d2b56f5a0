package io.threadline.ingest.channel.email;

import io.threadline.ingest.channel.email.core.QuotedReply;
import io.threadline.ingest.channel.email.core.Signature;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a mail says: what was written now, the signature below it, and the history. Nothing is lost;
 * signature and history are folded when the message is shown.
 *
 * @param text never blank unless the mail is
 */
public record MailText(String text, @Nullable String signature, @Nullable String quoted) {

  /** Splits a plain-text body. */
  public static MailText ofPlain(String body) {
    QuotedReply reply = QuotedReply.split(body.replace("\r\n", "\n").replace('\r', '\n'));
    Signature signature = Signature.split(reply.text());
    return new MailText(signature.text(), signature.signature(), reply.quoted());
  }

  /** Splits the text of an HTML body. */
  public static MailText ofHtml(String html) {
    return ofPlain(HtmlBodies.text(html));
  }

  /** Signature and history, as they are folded; null if there is neither. */
  @Nullable String folded() {
    String folded =
        Stream.of(Optional.ofNullable(signature), Optional.ofNullable(quoted))
            .flatMap(Optional::stream)
            .collect(Collectors.joining("\n\n"));
    return folded.isEmpty() ? null : folded;
  }

  /** The signature; empty text if there is none. */
  public String signatureOrEmpty() {
    return signature == null ? "" : signature;
  }

  /** All of it. */
  public String whole() {
    String folded = folded();
    return folded == null ? text : text + "\n\n" + folded;
  }
}
