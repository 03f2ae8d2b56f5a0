package io.threadline.ingest.channel.email.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadline.ingest.channel.email.core.MailReport.Bounce;
import io.threadline.ingest.channel.email.core.MailReport.Complaint;
import io.threadline.ingest.channel.email.core.MailReport.Failure;
import io.threadline.ingest.channel.email.core.MailReport.None;
import java.util.List;
import org.junit.jupiter.api.Test;

class MailReportsTest {
  private static final String ORIGINAL = "Message-ID: <m1@shop.example>\nTo: ana@example.org\n";

  @Test
  void aDeliveryStatusNamesRecipientReasonAndTheMail() {
    Bounce bounce =
        status(
            """
            Reporting-MTA: dns; mx.example.org

            Final-Recipient: rfc822; ana@example.org
            Action: failed
            Status: 5.1.1
            Diagnostic-Code: smtp; 550 5.1.1 <ana@example.org>... User unknown
            """);
    Failure failure = bounce.failures().getFirst();
    assertThat(bounce.originalIds()).containsExactly("<m1@shop.example>");
    assertThat(failure.recipient()).isEqualTo("ana@example.org");
    assertThat(failure.status()).isEqualTo("5.1.1");
    assertThat(failure.reason()).isEqualTo(BounceReason.USER_UNKNOWN);
    assertThat(failure.permanent()).isTrue();
    assertThat(failure.hard()).isTrue();
  }

  @Test
  void whatIsDelayedWaits() {
    Failure failure =
        status(
                "Final-Recipient: rfc822; ana@example.org\nAction: delayed\nStatus: 4.4.1\n"
                    + "Diagnostic-Code: smtp; Connection timed out\n")
            .failures()
            .getFirst();
    assertThat(failure.permanent()).isFalse();
    assertThat(failure.hard()).isFalse();
    assertThat(failure.reason()).isEqualTo(BounceReason.EXPIRED);
  }

  @Test
  void whatArrivedIsNoFailure() {
    assertThat(
            status("Final-Recipient: rfc822; ana@example.org\nAction: delivered\nStatus: 2.0.0\n")
                .failures())
        .isEmpty();
  }

  @Test
  void recipientsWithoutABlankLineBetweenThemAreTwo() {
    Bounce bounce =
        status(
            """
            Final-Recipient: rfc822; ana@example.org
            Action: failed
            Status: 5.2.2
            Diagnostic-Code: smtp; 552 5.2.2 mailbox full
            Final-Recipient: rfc822; ben@example.org
            Action: failed
            Status: 5.1.1
            Diagnostic-Code: smtp; 550 5.1.1 no such user
            """);
    assertThat(bounce.failures())
        .extracting(Failure::recipient)
        .containsExactly("ana@example.org", "ben@example.org");
    assertThat(bounce.failures()).extracting(Failure::hard).containsExactly(false, true);
  }

  @Test
  void aServerThatWritesForPeopleIsUnderstood() {
    MailReport report =
        plain(
            "MAILER-DAEMON@mx.example.net",
            "failure notice",
            """
            I'm afraid I wasn't able to deliver your message to the following addresses.

            <ana@example.org>:
            192.0.2.1 does not like recipient.
            Remote host said: 550 5.1.1 <ana@example.org>: User unknown

            --- Below this line is a copy of the message.

            Message-ID: <m1@shop.example>
            To: ben@example.org
            """);
    assertThat(report).isInstanceOf(Bounce.class);
    Bounce bounce = (Bounce) report;
    assertThat(bounce.originalIds()).containsExactly("<m1@shop.example>");
    assertThat(bounce.failures()).hasSize(1);
    assertThat(bounce.failures().getFirst().recipient()).isEqualTo("ana@example.org");
    assertThat(bounce.failures().getFirst().hard()).isTrue();
  }

  @Test
  void userUnknownAfterTheMailWasReadIsNoProof() {
    Bounce bounce =
        (Bounce)
            plain(
                "mailer-daemon@mx.example.net",
                "Undelivered Mail Returned to Sender",
                "<ana@example.org>: host mx.example.org said: 550 User unknown (in reply to end of"
                    + " DATA command)");
    assertThat(bounce.failures().getFirst().reason()).isEqualTo(BounceReason.MAILBOX_DOUBTED);
    assertThat(bounce.failures().getFirst().hard()).isFalse();
  }

  @Test
  void aComplaintNamesItsTypeAndWhoComplained() {
    MailReport report =
        MailReports.read(
            new ReportSource(
                "fbl@provider.example",
                "FW: your order",
                "multipart/report; report-type=feedback-report",
                "",
                false,
                List.of(
                    new ReportSource.Part(
                        "message/feedback-report",
                        "Feedback-Type: abuse\nVersion: 1\nOriginal-Rcpt-To: ana@example.org\n"),
                    new ReportSource.Part("message/rfc822", ORIGINAL))));
    assertThat(report)
        .isEqualTo(
            new Complaint("abuse", List.of("ana@example.org"), List.of("<m1@shop.example>")));
  }

  @Test
  void peopleAndTheirMachinesReportNothing() {
    assertThat(plain("ana@example.org", "Undelivered parcel", "My parcel was not delivered."))
        .isEqualTo(new None());
    assertThat(plain("ana@example.org", "Out of office", "I am back on Monday."))
        .isEqualTo(new None());
  }

  private static Bounce status(String fields) {
    return (Bounce)
        MailReports.read(
            new ReportSource(
                "MAILER-DAEMON@mx.example.org",
                "Returned mail",
                "multipart/report; report-type=delivery-status",
                "",
                true,
                List.of(
                    new ReportSource.Part("message/delivery-status", fields),
                    new ReportSource.Part("message/rfc822", ORIGINAL))));
  }

  private static MailReport plain(String from, String subject, String text) {
    return MailReports.read(
        new ReportSource(
            from,
            subject,
            "text/plain",
            "",
            false,
            List.of(new ReportSource.Part("text/plain", text))));
  }
}
