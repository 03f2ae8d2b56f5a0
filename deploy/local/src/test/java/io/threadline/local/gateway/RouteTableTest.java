package io.threadline.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTableTest {

  @ParameterizedTest
  @CsvSource({
    "/webhooks/twilio/key, ingest",
    "/media/1, ingest",
    "/api/channels/accounts, ingest",
    "/api/agents/me/offers, routing",
    "/api/queues/general, routing",
    "/api/routing/decisions/1, routing",
    "/api/customers/1/conversation, conversation",
    "/api/tickets, conversation",
    "/api/agentsmith, conversation",
    "/ws/agent, conversation",
    "/console/, conversation",
    "/api/kpis, kpi",
    "/auth/token, issuer",
    "/sim/sent, simulators",
  })
  void longestPrefixOfWholeSegmentsWins(String path, String service) throws IOException {
    assertThat(GatewayMain.routes().serviceOf(path)).hasValue(service);
  }

  @Test
  void otherPathsHaveNoService() throws IOException {
    assertThat(GatewayMain.routes().serviceOf("/webhooksmith")).isEmpty();
    assertThat(GatewayMain.routes().serviceOf("/q/metrics")).isEmpty();
  }
}
