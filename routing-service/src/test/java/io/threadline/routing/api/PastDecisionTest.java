package io.threadline.routing.api;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.threadline.platform.config.RelayProducer;
import io.threadline.platform.database.JdbcTransactions;
import io.threadline.platform.testkit.ServiceResources;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Why this agent and why not that one, of decisions whose state is long gone. */
@QuarkusTest
@QuarkusTestResource(
    value = ServiceResources.class,
    initArgs = @ResourceArg(name = "service", value = "routing"))
class PastDecisionTest {
  @Inject @RelayProducer Producer<String, byte[]> producer;
  @Inject JdbcTransactions transactions;

  private PoolClient pool;
  private UUID ticket;
  private long seq;

  /** Bob lacks the skill when it is decided and has it ever after. */
  @BeforeEach
  void decided() {
    pool = new PoolClient(producer);
    pool.put("/api/skills/billing", Map.of()).statusCode(201);
    agent("ani", Map.of("billing", 8));
    agent("bob", Map.of("general", 3));
    agent("cat", Map.of("billing", 5));
    agent("dan", Map.of("billing", 9));
    pool.put(
            "/api/queues/billing",
            Map.of("steps", List.of(Map.of("expr", "language and billing >= 5"))))
        .statusCode(201);
    pool.presence("ani", "ready");
    pool.presence("bob", "ready");
    pool.presence("cat", "ready");
    ticket = pool.request("billing");
    pool.accept("ani", ticket);
    agent("bob", Map.of("billing", 9));
    agent("eve", Map.of("billing", 9));
    pool.presence("dan", "ready");
    pool.presence("cat", "away");
    seq = of("").getLong("items[0].stamp.seq");
  }

  @Test
  void pastDecisionIsToldByTheStateOfThen() {
    past("?agent=bob")
        .body("past", hasSize(1))
        .body("past[0].seq", equalTo((int) seq))
        .body("past[0].chosen", equalTo("ani"))
        .body("past[0].agents[0].exclusion", equalTo("REQUIREMENT"))
        .body("past[0].agents[0].detail", containsString("general=3"))
        .body("past[0].agents[0].detail", containsString("billing >= 5"));
    past("?agent=cat")
        .body("past[0].agents[0].exclusion", nullValue())
        .body("past[0].agents[0].detail", containsString("ani came first"));
    past("?agent=dan")
        .body("past[0].agents[0].exclusion", equalTo("OFFLINE"))
        .body("past[0].agents[0].detail", containsString("since"));
    past("?agent=ani").body("past[0].agents[0].detail", containsString("was chosen"));
    past("?agent=eve").body("past[0].agents[0].detail", containsString("not defined then"));
    past("?seq=" + seq).body("past[0].agents.agent", hasItems("ani", "bob", "cat", "dan"));
    past("").body("past", hasSize(0));
    pool.as("ani").get(path("?agent=nobody")).then().statusCode(404);
    pool.as("ani").get(path("?seq=1")).then().statusCode(404).body("detail", containsString("1"));
  }

  @Test
  void eachDecisionOfATicketHasItsOwnState() {
    pool.post("ani", "/api/routing/tickets/" + ticket + "/transfer", Map.of("queue", "billing"))
        .statusCode(200);
    past("?agent=bob")
        .body("past", hasSize(2))
        .body("past[0].agents[0].exclusion", equalTo("REQUIREMENT"))
        .body("past[1].agents[0].exclusion", nullValue());
    past("?agent=ani").body("past[1].agents[0].exclusion", equalTo("COOLDOWN"));
  }

  @Test
  void whatTheLogDoesNotReachBackToIsSaid() {
    PoolClient.until(() -> 0 < count("SELECT count(*) FROM pool_snapshot WHERE tenant_id = ?"));
    run("DELETE FROM pool_snapshot WHERE tenant_id = ?");
    past("?agent=bob").body("past[0].agents[0].exclusion", equalTo("REQUIREMENT"));
    run("DELETE FROM routing_batch WHERE first_seq < 3 AND tenant_id = ?");
    past("?agent=bob")
        .body("past[0].agents", hasSize(0))
        .body("past[0].unknown", containsString("does not reach back"));
    pool.as("ani")
        .get(path("?seq=" + seq))
        .then()
        .statusCode(410)
        .body("detail", containsString("does not reach back"));
  }

  private io.restassured.response.ValidatableResponse past(String query) {
    return pool.as("supervisor1").get(path(query)).then().statusCode(200);
  }

  private JsonPath of(String query) {
    return pool.as("supervisor1").get(path(query)).jsonPath();
  }

  private String path(String query) {
    return "/api/routing/decisions/" + ticket + query;
  }

  private void agent(String login, Map<String, Integer> skills) {
    pool.put("/api/agents/" + login, Map.of("skills", skills, "languages", List.of("en")));
  }

  private int run(String sql) {
    return transactions.inTenant(
        pool.tenant(),
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, pool.tenant());
            return statement.executeUpdate();
          }
        });
  }

  private long count(String sql) {
    return transactions.inTenant(
        pool.tenant(),
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setObject(1, pool.tenant());
            try (var row = query.executeQuery()) {
              return row.next() ? row.getLong(1) : 0;
            }
          }
        });
  }
}
