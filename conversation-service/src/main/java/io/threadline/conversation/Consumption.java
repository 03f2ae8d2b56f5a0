package io.threadline.conversation;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.threadline.contracts.Topic;
import io.threadline.conversation.after.AfterBatch;
import io.threadline.conversation.core.AttachRule;
import io.threadline.conversation.delivery.DeliveryBatch;
import io.threadline.conversation.intake.InboundBatch;
import io.threadline.conversation.intake.IntakeMetrics;
import io.threadline.conversation.privacy.ErasedBatch;
import io.threadline.conversation.routed.RoutingBatch;
import io.threadline.conversation.search.SearchBatch;
import io.threadline.conversation.suggestion.LikenessBatch;
import io.threadline.conversation.webhook.WebhookBatch;
import io.threadline.platform.event.Envelopes;
import io.threadline.platform.inbox.Consumers;
import io.threadline.platform.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/** What this service takes from the topics, started with it. */
@ApplicationScoped
public class Consumption {
  @Inject Consumers consumers;
  @Inject Outbox outbox;
  @Inject Envelopes envelopes;
  @Inject MeterRegistry registry;
  @Inject ConversationConfig config;

  void start(@Observes StartupEvent event) {
    Clock clock = Clock.systemUTC();
    consumers.start(
        "conversation-inbound",
        Set.of(Topic.MESSAGES_INBOUND),
        new InboundBatch(
            new AttachRule(config.reopenWindow()),
            outbox,
            envelopes,
            new IntakeMetrics(registry),
            clock));
    consumers.start(
        "conversation-routing",
        Set.of(Topic.ROUTING_EVENTS),
        new RoutingBatch(outbox, envelopes, clock));
    consumers.start(
        "conversation-status",
        Set.of(Topic.MESSAGES_STATUS),
        new DeliveryBatch(outbox, envelopes, clock));
    consumers.start(
        "conversation-after",
        Set.of(Topic.CONVERSATION_EVENTS),
        new AfterBatch(
            List.of(
                new SearchBatch(),
                new WebhookBatch(),
                new LikenessBatch(clock),
                new ErasedBatch())));
  }
}
