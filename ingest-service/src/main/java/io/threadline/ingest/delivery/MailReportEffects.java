package io.threadline.ingest.delivery;

import io.threadline.contracts.Channel;
import io.threadline.contracts.DeliveryState;
import io.threadline.contracts.outbound.DeliveryReported;
import io.threadline.contracts.outbound.MailReported;
import io.threadline.contracts.outbound.SendRequested;
import io.threadline.ingest.suppression.Suppression;
import io.threadline.ingest.suppression.Suppressions;
import io.threadline.platform.address.Addresses;
import io.threadline.platform.event.Envelopes;
import io.threadline.platform.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a report on our mail changes: the message failed, and its address is left alone from now on.
 *
 * <p>Anybody can write a bounce. So a report counts only if it names a message that we sent, whose
 * id nobody but its recipient has seen, and what is suppressed is the address that we sent it to.
 */
@ApplicationScoped
public class MailReportEffects {
  private final Outbox outbox;
  private final Envelopes envelopes;

  public MailReportEffects(Outbox outbox, Envelopes envelopes) {
    this.outbox = outbox;
    this.envelopes = envelopes;
  }

  /** Applies a report, in the caller's transaction. */
  void apply(Connection connection, UUID tenant, MailReported report) throws SQLException {
    Optional<SendRequested> sent = Deliveries.sentMail(connection, tenant, report.messageIds());
    if (sent.isEmpty()) {
      return;
    }
    switch (report.kind()) {
      case COMPLAINT -> suppress(connection, tenant, sent.get(), report, complaint());
      case BOUNCE -> {
        Optional<MailReported.Recipient> failure =
            report.recipients().stream().filter(MailReported.Recipient::permanent).findFirst();
        // What is only late may still arrive.
        if (failure.isPresent()) {
          fail(connection, tenant, sent.get(), report, failure.get());
          suppress(connection, tenant, sent.get(), report, failure.get());
        }
      }
    }
  }

  private static MailReported.Recipient complaint() {
    return new MailReported.Recipient(
        null, null, "the customer called our mail spam: use another channel", true);
  }

  private void fail(
      Connection connection,
      UUID tenant,
      SendRequested sent,
      MailReported report,
      MailReported.Recipient failure)
      throws SQLException {
    DeliveryReported failed =
        new DeliveryReported(
            sent.messageId(),
            sent.conversationId(),
            Channel.EMAIL,
            DeliveryState.FAILED,
            null,
            failure.code(),
            failure.reason(),
            report.at());
    outbox.append(connection, List.of(envelopes.wrap(tenant, report.at(), failed)));
  }

  private static void suppress(
      Connection connection,
      UUID tenant,
      SendRequested sent,
      MailReported report,
      MailReported.Recipient why)
      throws SQLException {
    // Without a 5.x.x nobody said that it is the address.
    boolean bounce = report.kind() == MailReported.Kind.BOUNCE;
    if (bounce && (why.code() == null || !why.code().startsWith("5"))) {
      return;
    }
    Suppressions.add(
        connection,
        tenant,
        new Suppression(
            Channel.EMAIL.name(),
            Addresses.comparable(Channel.EMAIL, sent.to(), null),
            bounce ? "bounce" : "complaint",
            why.code(),
            why.reason(),
            sent.messageId(),
            report.at()));
  }
}
