package io.threadline.ingest.channel.email;

import io.threadline.contracts.Attachment;
import io.threadline.contracts.Topic;
import io.threadline.contracts.inbound.MessageReceived;
import io.threadline.ingest.channel.CleanText;
import io.threadline.platform.event.EventJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a message fit into a record: HTML goes first, then history, then the end of the text. */
final class Fitting {
  private static final int MAX_BYTES = Topic.MAX_RECORD_BYTES - 16 * 1024;
  private static final int SURELY_SMALL = 40_000;
  private static final int MAX_ATTACHMENTS = 500;
  private static final int SHORT_TEXT = 40_000;

  private Fitting() {}

  /** The message, or as much of it as fits; the raw payload has the rest. */
  static MessageReceived fit(MessageReceived m) {
    List<Attachment> files = m.attachments();
    if (fits(m)) {
      return m;
    }
    MessageReceived smaller = with(m, m.text(), m.quotedText(), null, files);
    if (fits(smaller)) {
      return smaller;
    }
    smaller = with(m, m.text(), null, null, files);
    if (fits(smaller)) {
      return smaller;
    }
    return with(
        m,
        CleanText.shortened(m.text(), SHORT_TEXT),
        null,
        null,
        files.subList(0, Math.min(files.size(), MAX_ATTACHMENTS)));
  }

  private static boolean fits(MessageReceived m) {
    int characters =
        m.text().length()
            + (m.quotedText() == null ? 0 : m.quotedText().length())
            + (m.html() == null ? 0 : m.html().length())
            + 1_000 * m.attachments().size();
    return characters < SURELY_SMALL || EventJson.write(m).length <= MAX_BYTES;
  }

  private static MessageReceived with(
      MessageReceived m,
      String text,
      @Nullable String quoted,
      @Nullable String html,
      List<Attachment> files) {
    return new MessageReceived(
        m.messageId(),
        m.channel(),
        m.channelAccountId(),
        m.queueHint(),
        m.languageHint(),
        m.from(),
        m.address(),
        m.to(),
        m.senderName(),
        m.providerMessageId(),
        m.contentHash(),
        m.subject(),
        text,
        quoted,
        html,
        files,
        m.references(),
        m.keyword(),
        m.unsupportedType(),
        m.automatic(),
        m.providerTime(),
        m.receivedAt(),
        m.raw());
  }
}
