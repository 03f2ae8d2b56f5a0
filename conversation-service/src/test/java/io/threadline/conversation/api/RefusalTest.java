package io.threadline.conversation.api;

import static io.threadline.conversation.testkit.Scene.agent;
import static io.threadline.conversation.testkit.Scene.as;
import static io.threadline.conversation.testkit.Scene.customer;
import static io.threadline.conversation.testkit.Scene.newNumber;
import static io.threadline.conversation.testkit.Scene.ticket;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.threadline.contracts.Channel;
import io.threadline.conversation.testkit.Scene;
import io.threadline.platform.testkit.ServiceResources;
import io.threadline.platform.testkit.TestTokens;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the API refuses, and how it says so. */
@QuarkusTest
@QuarkusTestResource(
    value = ServiceResources.class,
    initArgs = @ResourceArg(name = "service", value = "conversation"))
class RefusalTest {
  private final Scene scene = new Scene();
  private String customer = "";
  private String ticket = "";

  @BeforeEach
  void oneTicket() {
    String number = newNumber();
    scene.write(Channel.SMS, number, "help");
    customer = customer(number);
    ticket = ticket(customer);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/customers/{customer}",
    "PATCH, /api/customers/{customer}",
    "GET, /api/customers/{customer}/conversation",
    "POST, /api/customers/{customer}/identities",
    "GET, /api/tickets/{ticket}",
    "PATCH, /api/tickets/{ticket}",
    "POST, /api/tickets/{ticket}/messages",
    "POST, /api/tickets/{ticket}/notes",
    "POST, /api/tickets/{ticket}/resolve",
    "POST, /api/tickets/{ticket}/reopen",
    "POST, /api/tickets/{ticket}/snooze",
    "DELETE, /api/tickets/{ticket}/snooze",
    "POST, /api/tickets/{ticket}/split",
    "POST, /api/tickets/{ticket}/attach",
    "POST, /api/tickets/{ticket}/merge",
    "GET, /api/tickets/{ticket}/handover",
    "GET, /api/tickets/{ticket}/promises",
    "POST, /api/tickets/{ticket}/promises",
    "POST, /api/tickets/{ticket}/macros/{ticket}",
    "GET, /api/customers/{customer}/conversation/read",
    "PUT, /api/customers/{customer}/conversation/read",
    "GET, /api/customers/{customer}/conversation/draft",
    "PUT, /api/customers/{customer}/conversation/draft",
    "DELETE, /api/customers/{customer}/conversation/draft",
    "GET, /api/customers/{customer}/conversation/viewers"
  })
  void idsOfAnotherTenantAndUnknownIdsDoNotExist(String method, String path) {
    RequestSpecification stranger =
        as(TestTokens.of(UUID.randomUUID(), "mallory", "agent", "supervisor", "admin"));
    call(stranger, method, path, customer, ticket)
        .then()
        .statusCode(404)
        .body("code", is("not-found"));
    String unknown = UUID.randomUUID().toString();
    call(agent(), method, path, unknown, unknown).then().statusCode(404);
    call(agent(), method, path, "no-uuid", "no-uuid").then().statusCode(404);
  }

  private static Response call(
      RequestSpecification request, String method, String path, String customer, String ticket) {
    Map<String, Object> body =
        new HashMap<>(
            Map.of(
                "text", "x",
                "seenSeq", 1,
                "channel", "sms",
                "address", "+14155559999",
                "priority", "high",
                "displayName", "Ann"));
    body.put("seqs", List.of(1));
    body.put("seq", 1);
    body.put("into", UUID.randomUUID().toString());
    body.put("dueAt", "2030-01-01T00:00:00Z");
    body.put("until", "2030-01-01T00:00:00Z");
    return request
        .header("If-Match", "*")
        .body(method.equals("GET") ? "" : body)
        .request(method, path.replace("{customer}", customer).replace("{ticket}", ticket));
  }

  @Test
  void listsShowNothingOfAnotherTenant() {
    RequestSpecification stranger = as(TestTokens.of(UUID.randomUUID(), "mallory", "agent"));
    stranger.get("/api/tickets").then().statusCode(200).body("items.size()", is(0));
    stranger.get("/api/customers").then().statusCode(200).body("items.size()", is(0));
  }

  @Test
  void withoutATokenOrARoleNothingIsAnswered() {
    RestAssured.given().get("/api/tickets").then().statusCode(401);
    as(TestTokens.of("shop", "integration")).get("/api/tickets").then().statusCode(403);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"text": "a\\u0000b", "seenSeq": 1}                  | 400 | NUL
          {"text": "", "seenSeq": 1}                           | 400 | text
          {"seenSeq": 1}                                       | 400 | text
          {"text": "x"}                                        | 400 | seenSeq
          {"text": "x", "seenSeq": 99}                         | 400 | newest message
          {"text": "x", "seenSeq": "one"}                      | 400 | seenSeq
          {"text": "x", "seenSeq": 1, "channel": "Not A One"}  | 400 | channel
          {"text": "x", "seenSeq": 1, "channel": "email"}      | 400 | no address
          [1                                                   | 400 | body
          """)
  void badRepliesAreNamed(String body, int status, String says) {
    agent()
        .body(body)
        .post("/api/tickets/" + ticket + "/messages")
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body("detail", containsString(says));
  }

  @Test
  void bytesThatAreNoTextAreRefused() {
    for (String bad : List.of("C080", "FF", "EDA080", "E28228")) {
      byte[] text = HexFormat.of().parseHex(bad);
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      body.writeBytes("{\"seenSeq\":1,\"text\":\"".getBytes(StandardCharsets.UTF_8));
      body.writeBytes(text);
      body.writeBytes("\"}".getBytes(StandardCharsets.UTF_8));
      agent()
          .body(body.toByteArray())
          .post("/api/tickets/" + ticket + "/messages")
          .then()
          .statusCode(400)
          .contentType("application/problem+json");
    }
  }

  @Test
  void aTextOverTheLimitIsRefused() {
    agent()
        .body(Map.of("text", "x".repeat(Sent.MAX_TEXT_BYTES + 1), "seenSeq", 1))
        .post("/api/tickets/" + ticket + "/messages")
        .then()
        .statusCode(413)
        .body("detail", containsString("65537"));
  }

  @ParameterizedTest
  @CsvSource({
    "/api/tickets?status=opened, status",
    "/api/tickets?customer=x, customer",
    "/api/tickets?limit=0, limit",
    "/api/tickets?limit=9999, limit",
    "/api/tickets?cursor=garbage, cursor"
  })
  void badFiltersAreNamed(String path, String field) {
    agent().get(path).then().statusCode(400).body("detail", containsString(field));
  }

  @Test
  void anAddressThatIsNoneIsRefused() {
    agent()
        .body(Map.of("channel", "sms", "address", "not a number"))
        .post("/api/customers/" + customer + "/identities")
        .then()
        .statusCode(400)
        .body("detail", containsString("not a number"));
  }
}
