package io.threadline.routing.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.threadline.platform.database.JdbcTransactions;
import io.threadline.platform.id.Ids;
import io.threadline.platform.testkit.ServiceResources;
import io.threadline.platform.testkit.TestTokens;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
    value = ServiceResources.class,
    initArgs = @ResourceArg(name = "service", value = "routing"))
class ForwardingTest {
  @Inject JdbcTransactions transactions;

  private final UUID tenant = Ids.next();
  private final Queue<String> seen = new ConcurrentLinkedQueue<>();

  @Test
  void commandGoesToTheOwnerUnderItsKeyUntilTheOwnerTakesIt() throws IOException {
    HttpServer owner =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    owner.createContext("/", this::answer);
    owner.start();
    try {
      ownedBy("http://localhost:" + owner.getAddress().getPort());
      given()
          .auth()
          .oauth2(TestTokens.of(tenant, "agent1", "agent"))
          .contentType("application/json")
          .header("Idempotency-Key", "key-1")
          .header("If-Match", "\"7\"")
          .body(Map.of("state", "ready"))
          .put("/api/agents/me/presence")
          .then()
          .statusCode(200)
          .header("ETag", "\"8\"")
          .body("state", equalTo("ready"));
      String call = "PUT /api/agents/me/presence key-1 \"7\" true {\"state\":\"ready\"}";
      assertThat(seen).containsExactly(call, call);
    } finally {
      owner.stop(0);
    }
  }

  @Test
  void nobodyAtTheAddressIsAnHonest503() {
    ownedBy("http://localhost:1");
    given()
        .auth()
        .oauth2(TestTokens.of(tenant, "agent1", "agent"))
        .contentType("application/json")
        .body(Map.of("state", "ready"))
        .put("/api/agents/me/presence")
        .then()
        .statusCode(503)
        .header("Retry-After", notNullValue());
  }

  @Test
  void forwardedRequestIsNotSentOnAgain() {
    ownedBy("http://localhost:1");
    given()
        .auth()
        .oauth2(TestTokens.of(tenant, "agent1", "agent"))
        .contentType("application/json")
        .header("Threadline-Forwarded", "true")
        .body(Map.of("state", "ready"))
        .put("/api/agents/me/presence")
        .then()
        .statusCode(421);
  }

  /** Refuses the first call, as an instance does that has just lost the pool. */
  private void answer(HttpExchange call) throws IOException {
    seen.add(
        "%s %s %s %s %s %s"
            .formatted(
                call.getRequestMethod(),
                call.getRequestURI(),
                call.getRequestHeaders().getFirst("Idempotency-Key"),
                call.getRequestHeaders().getFirst("If-Match"),
                call.getRequestHeaders().getFirst("Threadline-Forwarded"),
                new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
    byte[] body = "{\"login\":\"agent1\",\"state\":\"ready\"}".getBytes(StandardCharsets.UTF_8);
    call.getResponseHeaders().set("Content-Type", "application/json");
    call.getResponseHeaders().set("ETag", "\"8\"");
    call.sendResponseHeaders(seen.size() == 1 ? 421 : 200, body.length);
    call.getResponseBody().write(body);
    call.close();
  }

  private void ownedBy(String address) {
    transactions.inTenant(
        tenant,
        connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT INTO pool_lease (tenant_id, pool, owner, address, epoch, expires_at)"
                      + " VALUES (?, 'default', ?, ?, 1, clock_timestamp() + interval '1 hour')")) {
            insert.setObject(1, tenant);
            insert.setObject(2, Ids.next());
            insert.setString(3, address);
            return insert.executeUpdate();
          }
        });
  }
}
