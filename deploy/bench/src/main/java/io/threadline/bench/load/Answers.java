package io.threadline.bench.load;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.IntConsumer;

/**
 * Reads the answers on one HTTP/1.1 connection, one at a time: status and length, no more, so that
 * the load generator leaves the cores to what it measures.
 */
final class Answers {

  private static final String END_OF_HEAD = "\r\n\r\n";
  private static final String LENGTH = "\r\ncontent-length:";
  private static final int STATUS_AT = "HTTP/1.1 ".length();
  private static final int STATUS_DIGITS = 3;

  private final IntConsumer statusOf;
  private Buffer pending = Buffer.buffer();

  /**
   * @param statusOf gets the status of each answer once it is whole
   */
  Answers(IntConsumer statusOf) {
    this.statusOf = statusOf;
  }

  /**
   * Takes what has arrived.
   *
   * @throws IllegalStateException for an answer without a length
   */
  void take(Buffer bytes) {
    pending = pending.length() == 0 ? bytes : pending.appendBuffer(bytes);
    String text = pending.toString(StandardCharsets.ISO_8859_1);
    int headEnd = text.indexOf(END_OF_HEAD);
    if (headEnd < 0) {
      return;
    }
    int end = headEnd + END_OF_HEAD.length() + length(text.substring(0, headEnd));
    if (text.length() >= end) {
      pending = Buffer.buffer();
      statusOf.accept(Integer.parseInt(text.substring(STATUS_AT, STATUS_AT + STATUS_DIGITS)));
    }
  }

  private static int length(String head) {
    int at = head.toLowerCase(Locale.ROOT).indexOf(LENGTH);
    if (at < 0) {
      throw new IllegalStateException("an answer has no content-length: " + head);
    }
    int from = at + LENGTH.length();
    int end = head.indexOf('\r', from);
    return Integer.parseInt(head.substring(from, end < 0 ? head.length() : end).strip());
  }
}
