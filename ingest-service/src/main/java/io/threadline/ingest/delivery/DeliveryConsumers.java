package io.threadline.ingest.delivery;

import io.quarkus.runtime.StartupEvent;
import io.threadline.contracts.Envelope;
import io.threadline.contracts.Event;
import io.threadline.contracts.Topic;
import io.threadline.contracts.outbound.DeliveryReported;
import io.threadline.contracts.outbound.MailReported;
import io.threadline.contracts.outbound.SendRequested;
import io.threadline.platform.inbox.Consumers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What is to be sent becomes a delivery; what providers report moves it on. */
@ApplicationScoped
public class DeliveryConsumers {
  private final Consumers consumers;
  private final Dispatcher dispatcher;
  private final MailReportEffects mailReports;

  public DeliveryConsumers(
      Consumers consumers, Dispatcher dispatcher, MailReportEffects mailReports) {
    this.consumers = consumers;
    this.dispatcher = dispatcher;
    this.mailReports = mailReports;
  }

  void start(@Observes StartupEvent event) {
    var _ = consumers.start("ingest-delivery", Set.of(Topic.MESSAGES_OUTBOUND), this::requested);
    var _ = consumers.start("ingest-status", Set.of(Topic.MESSAGES_STATUS), this::reported);
  }

  private void requested(Connection connection, UUID tenant, List<Envelope<Event>> events)
      throws SQLException {
    List<SendRequested> requests = new ArrayList<>(events.size());
    for (Envelope<Event> envelope : events) {
      if (envelope.data() instanceof SendRequested request) {
        requests.add(request);
      }
    }
    Deliveries.add(connection, tenant, requests);
    dispatcher.wake();
  }

  private void reported(Connection connection, UUID tenant, List<Envelope<Event>> events)
      throws SQLException {
    for (Envelope<Event> envelope : events) {
      switch (envelope.data()) {
        case DeliveryReported report -> Deliveries.reported(connection, report);
        case MailReported report -> mailReports.apply(connection, tenant, report);
        default -> {}
      }
    }
  }
}
