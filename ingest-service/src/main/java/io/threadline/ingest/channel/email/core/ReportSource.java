package io.threadline.ingest.channel.email.core;

import java.util.List;

/**
 * What {@link MailReports} looks at, bounded by whoever reads the mail.
 *
 * @param from the address of the sender; empty if there is none
 * @param subject decoded
 * @param contentType the top level's type with its parameters, as {@code multipart/report;
 *     report-type=delivery-status}
 * @param failedRecipients the {@code X-Failed-Recipients} header; empty if there is none
 * @param automatic true if its header says that a machine wrote it
 * @param parts the texts in the order of the mail
 */
public record ReportSource(
    String from,
    String subject,
    String contentType,
    String failedRecipients,
    boolean automatic,
    List<Part> parts) {

  public ReportSource {
    parts = List.copyOf(parts);
  }

  /**
   * A part as text.
   *
   * @param type in lower case, as {@code message/delivery-status}
   */
  public record Part(String type, String text) {}

  /** The same with its parts. */
  public ReportSource with(List<Part> found) {
    return new ReportSource(from, subject, contentType, failedRecipients, automatic, found);
  }

  /** The text of the parts of a type, one after the other. */
  String text(String... types) {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      if (List.of(types).contains(part.type())) {
        text.append(part.text()).append("\n\n");
      }
    }
    return text.toString();
  }
}
