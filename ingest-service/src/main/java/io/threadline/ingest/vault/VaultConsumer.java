package io.threadline.ingest.vault;

import io.quarkus.runtime.StartupEvent;
import io.threadline.contracts.Envelope;
import io.threadline.contracts.Event;
import io.threadline.contracts.Topic;
import io.threadline.contracts.inbound.Keyword;
import io.threadline.contracts.inbound.MessageReceived;
import io.threadline.platform.inbox.BatchHandler;
import io.threadline.platform.inbox.Consumers;
import io.threadline.platform.inbox.Pace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Copies what was accepted into the vault and keeps the list of those who asked for silence, in one
 * transaction per batch, so that a STOP counts as soon as the message is in the vault.
 */
@ApplicationScoped
public class VaultConsumer implements BatchHandler {
  private final Consumers consumers;
  private final Rush rush;

  public VaultConsumer(Consumers consumers, Rush rush) {
    this.consumers = consumers;
    this.rush = rush;
  }

  void start(@Observes StartupEvent event) {
    var _ =
        consumers.start(
            "ingest-vault", Set.of(Topic.MESSAGES_INBOUND), Pace.PATIENT, rush.giveWay(), this);
  }

  /**
   * The vault knows a payload by its id, and of an address only the latest time counts. But a STOP
   * that comes again must not undo the START after it.
   */
  @Override
  public boolean repeatable(Event event) {
    return !(event instanceof MessageReceived message && Rush.isWish(message));
  }

  @Override
  public void apply(Connection connection, UUID tenant, List<Envelope<Event>> events)
      throws SQLException {
    List<Vault.Entry> entries = new ArrayList<>(events.size());
    List<MessageReceived> messages = new ArrayList<>(events.size());
    for (Envelope<Event> envelope : events) {
      if (envelope.data() instanceof MessageReceived message) {
        messages.add(message);
        entries.add(entry(message));
      }
    }
    Vault.insert(connection, tenant, entries);
    Recipients.wrote(connection, tenant, messages);
    for (MessageReceived message : messages) {
      applyKeyword(connection, tenant, message);
    }
  }

  private static void applyKeyword(Connection connection, UUID tenant, MessageReceived message)
      throws SQLException {
    if (Rush.isWish(message)) {
      Recipients.setOptedOut(
          connection,
          tenant,
          message.channel(),
          message.address(),
          message.keyword() == Keyword.STOP ? message.receivedAt() : null);
    }
  }

  private static Vault.Entry entry(MessageReceived message) {
    return new Vault.Entry(
        message.messageId(),
        message.channelAccountId(),
        message.channel().name(),
        null,
        message.providerMessageId(),
        "",
        message.raw(),
        null,
        message.receivedAt());
  }
}
