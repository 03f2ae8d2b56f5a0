package io.threadline.systemtests;

import static io.threadline.systemtests.Desk.AGENT1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.threadline.local.run.LocalSystem;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Parts die in the middle of work: what was acknowledged is there, once, in order. */
class FaultTest {
  private static final Duration LONG = Duration.ofSeconds(120);

  private final LocalSystem system = RunningSystem.get();
  private final Webhooks webhooks = new Webhooks(system);
  private final Desk desk = new Desk(system);

  @Test
  void kafkaIsDownForHalfAMinuteWhileTwoThousandMessagesArrive() throws Exception {
    Campaign campaign = campaign("+1415557");
    Instant back = Instant.now().plusSeconds(30);
    system.hold("kafka");
    campaign.write(40, 50, () -> {});
    await().atMost(LONG).until(() -> Instant.now().isAfter(back));
    system.release("kafka");
    system.awaitReady(LONG);
    campaign.check("Kafka down for 30 s");
  }

  @Test
  void conversationServiceIsKilledInTheMiddle() throws Exception {
    Campaign campaign = campaign("+1415556");
    campaign.write(20, 50, () -> system.kill("conversation-service"));
    system.awaitReady(LONG);
    campaign.check("conversation-service killed");
  }

  @Test
  void routingServiceIsKilledInTheMiddleAndEveryTicketIsHandedOutOnce() throws Exception {
    desk.presence(AGENT1, "ready");
    Campaign campaign = campaign("+1415554");
    campaign.write(20, 20, () -> system.kill("routing-service"));
    system.awaitReady(LONG);
    campaign.check("routing-service killed");
    Set<String> tickets = campaign.tickets();
    Set<String> served = new HashSet<>();
    await()
        .atMost(LONG)
        .until(() -> {
          // Who misses several offers in a row is taken to be away: say again that somebody is
          // there.
          desk.presence(AGENT1, "ready");
          for (JsonNode offer : desk.api().get(AGENT1, "/api/agents/me/offers").path("items")) {
            String ticket = offer.path("ticketId").asText();
            if (desk.accept(AGENT1, offer)) {
              assertThat(served.add(ticket)).as("handed out once").isTrue();
              desk.resolve(AGENT1, ticket);
            }
          }
          return served.containsAll(tickets);
        });
    desk.presence(AGENT1, "offline");
  }

  @Test
  void everyChildIsRestartedAfterItWasKilledAndTheDataIsThere() {
    String phone = "+14155559001";
    webhooks.message("sms", phone, "before");
    String customer = desk.customer(phone).path("id").asText();
    for (String child : system.children()) {
      int before = system.restarts(child);
      system.kill(child);
      await().atMost(LONG).until(() -> system.restarts(child) > before);
      system.awaitReady(LONG);
    }
    await()
        .atMost(LONG)
        .until(() -> webhooks.isAcknowledged("sms", webhooks.parameters("sms", phone, "after")));
    assertThat(desk.texts(customer, 2)).containsExactly("before", "after");
  }

  private Campaign campaign(String prefix) {
    return new Campaign(webhooks, desk, prefix);
  }
}
