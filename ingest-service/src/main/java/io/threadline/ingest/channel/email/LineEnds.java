package io.threadline.ingest.channel.email;

/** Mail whose lines end in CR alone: old Macs wrote it, and mime4j sees one long line. */
final class LineEnds {
  private LineEnds() {}

  /** The same bytes, or, where no line feed is in them, with every CR followed by one. */
  static byte[] withLineFeeds(byte[] bytes) {
    int returns = 0;
    for (byte b : bytes) {
      if (b == '\n') {
        return bytes;
      }
      returns += b == '\r' ? 1 : 0;
    }
    if (returns == 0) {
      return bytes;
    }
    byte[] fixed = new byte[bytes.length + returns];
    int at = 0;
    for (byte b : bytes) {
      fixed[at++] = b;
      if (b == '\r') {
        fixed[at++] = '\n';
      }
    }
    return fixed;
  }
}
