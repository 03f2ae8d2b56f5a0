package io.threadline.conversation.desk;

import static io.threadline.conversation.testkit.Scene.agent;
import static io.threadline.conversation.testkit.Scene.as;
import static io.threadline.conversation.testkit.Scene.customer;
import static io.threadline.conversation.testkit.Scene.newNumber;
import static io.threadline.conversation.testkit.Scene.thread;
import static io.threadline.conversation.testkit.Scene.ticket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.threadline.contracts.Channel;
import io.threadline.conversation.testkit.Frames;
import io.threadline.conversation.testkit.Scene;
import io.threadline.platform.testkit.ServiceResources;
import io.threadline.platform.testkit.TestTokens;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Agents who work on the same threads, on real PostgreSQL and Kafka. */
@QuarkusTest
@QuarkusTestResource(
    value = ServiceResources.class,
    initArgs = @ResourceArg(name = "service", value = "conversation"))
class TogetherTest {
  @TestHTTPResource("/ws/agent")
  @SuppressWarnings("NullAway.Init")
  URI address;

  private final Scene scene = new Scene();
  private final HttpClient http = HttpClient.newHttpClient();
  private String number = "";
  private String customer = "";
  private String ticket = "";
  private String path = "";

  @BeforeEach
  void oneTicket() {
    number = newNumber();
    scene.write(Channel.SMS, number, "one");
    customer = customer(number);
    ticket = ticket(customer);
    path = "/api/tickets/" + ticket;
  }

  @AfterEach
  void close() {
    scene.close();
    http.close();
  }

  private static RequestSpecification colleague() {
    return as(TestTokens.of("agent2", "agent"));
  }

  private WebSocket open(Frames frames, String login) {
    return Frames.open(frames, http, address, TestTokens.of(login, "agent"));
  }

  private void reply(long seenSeq, int status) {
    agent()
        .body(Map.of("text", "yes", "seenSeq", seenSeq))
        .post(path + "/messages")
        .then()
        .statusCode(status);
  }

  @Test
  void whoIsNamedInANoteIsToldLiveAndFollowsTheTicket() {
    Frames named = new Frames();
    Frames other = new Frames();
    WebSocket one = open(named, "agent2");
    WebSocket two = open(other, "agent3");
    agent()
        .body(Map.of("text", "@agent2 please look at " + number))
        .post(path + "/notes")
        .then()
        .statusCode(201);
    named.await("\"agent-notified\"", "MENTIONED", number);
    other.await("\"message-appended\"", number);
    assertThat(other.all).noneMatch(frame -> frame.contains("\"agent-notified\""));
    agent().get(path).then().body("participants", is(List.of("agent2")));
    String message =
        colleague()
            .get("/api/mentions?unseen=true")
            .then()
            .body("items[0].ticketId", is(ticket))
            .body("items[0].by", is("agent1"))
            .extract()
            .path("items[0].messageId");
    String seen = "/api/mentions/" + message + "/seen";
    agent().post(seen).then().statusCode(404);
    colleague().post(seen).then().statusCode(204);
    colleague()
        .get("/api/mentions?unseen=true")
        .then()
        .body("items.messageId", not(hasItem(message)));
    colleague().get("/api/mentions").then().body("items.messageId", hasItem(message));
    one.abort();
    two.abort();
  }

  @Test
  void agentsSeeWhoElseLooksAndTypes() {
    String conversation = agent().get(path).jsonPath().getString("conversationId");
    Frames mine = new Frames();
    Frames theirs = new Frames();
    WebSocket one = open(mine, "agent1");
    one.sendText(viewing(conversation, false), true).join();
    mine.await("\"viewers\"", conversation, "agent1");
    WebSocket two = open(theirs, "agent2");
    two.sendText(viewing(conversation, true), true).join();
    theirs.await("\"viewers\"", "agent1", "agent2");
    mine.await("\"viewers\"", "{\"agent\":\"agent2\",\"typing\":true}");
    agent()
        .get("/api/customers/" + customer + "/conversation/viewers")
        .then()
        .body("items.agent", is(List.of("agent1", "agent2")));
    mine.all.clear();
    two.abort();
    mine.await("\"viewers\"", "\"viewers\":[{\"agent\":\"agent1\",\"typing\":false}]");
    one.sendText("{\"type\":\"dancing\"}", true).join();
    mine.await("\"refused\"");
    one.abort();
  }

  private static String viewing(String conversation, boolean typing) {
    return "{\"type\":\"viewing\",\"conversationId\":\"%s\",\"typing\":%s}"
        .formatted(conversation, typing);
  }

  @Test
  void eachAgentHasTheirOwnUnreadMark() {
    String read = "/api/customers/" + customer + "/conversation/read";
    scene.write(Channel.SMS, number, "two");
    thread(customer, 2);
    agent().get(read).then().body("seq", is(0)).body("unread", is(2));
    agent().get(path).then().body("unread", is(true));
    agent().body(Map.of("seq", 2)).put(read).then().statusCode(200).body("unread", is(0));
    agent().get(path).then().body("unread", is(false));
    colleague().get(read).then().body("unread", is(2));
    agent().body(Map.of("seq", 1)).put(read).then().body("unread", is(1));
    agent().body(Map.of("seq", 3)).put(read).then().statusCode(400);
    reply(2, 201);
    agent().get(read).then().body("seq", is(3)).body("unread", is(0));
  }

  @Test
  void aDraftIsKeptUntilItIsSent() {
    String draft = "/api/customers/" + customer + "/conversation/draft";
    agent().get(draft).then().statusCode(404);
    String tag =
        agent().body(Map.of("text", "Dear …", "ticketId", ticket)).put(draft).header("ETag");
    RequestSpecification tab = agent().header("If-Match", tag);
    tab.body(Map.of("text", "Dear Ann")).put(draft).then().statusCode(200);
    tab.body(Map.of("text", "lost")).put(draft).then().statusCode(412);
    agent().get(draft).then().body("text", is("Dear Ann")).body("note", is(false));
    agent().get("/api/drafts").then().body("items.customerId", hasItem(customer));
    colleague().get(draft).then().statusCode(404);
    reply(1, 201);
    agent().get(draft).then().statusCode(404);
  }

  @Test
  void aCannedResponseIsFilledInAndNeverSentWithAnEmptyVariable() {
    Map<String, String> texts =
        Map.of(
            "en", "Hello {{customer.firstName|there}}, order {{order}}",
            "hy", "Բարև {{customer.firstName}}");
    String id =
        agent()
            .body(Map.of("name", "Greeting " + number, "shortcut", "hi", "texts", texts))
            .post("/api/canned-responses")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    String render = "/api/canned-responses/" + id + "/render";
    String text =
        agent()
            .body(Map.of("ticketId", ticket))
            .post(render)
            .then()
            .body("text", is("Hello there, order {{order}}"))
            .body("empty", is(List.of("order")))
            .extract()
            .path("text");
    agent()
        .body(Map.of("text", text, "seenSeq", 1))
        .post(path + "/messages")
        .then()
        .statusCode(422)
        .body("code", is("empty-variable"))
        .body("variables", is(List.of("order")));
    agent()
        .body(Map.of("ticketId", ticket, "values", Map.of("order", "4711")))
        .post(render)
        .then()
        .body("text", is("Hello there, order 4711"))
        .body("empty", empty());
    agent()
        .body(Map.of("ticketId", ticket, "language", "hy"))
        .post(render)
        .then()
        .body("text", containsString("Բարև"));
    colleague().body(Map.of("ticketId", ticket)).post(render).then().statusCode(404);
  }

  @Test
  void aMacroRunsWholeOrNotAtAll() {
    String id =
        agent()
            .body(
                Map.of(
                    "name",
                    "Refund " + number,
                    "reply",
                    Map.of("en", "Refunded: {{amount}}"),
                    "note",
                    "Refunded by macro",
                    "change",
                    Map.of("category", "refund", "addTags", List.of("refund")),
                    "resolve",
                    true))
            .post("/api/macros")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    String run = path + "/macros/" + id;
    agent().body(Map.of("seenSeq", 1)).post(run).then().statusCode(422);
    Map<String, String> values = Map.of("amount", "10 €");
    agent()
        .body(Map.of("seenSeq", 1, "values", values))
        .post(run)
        .then()
        .statusCode(200)
        .body("reply.text", is("Refunded: 10 €"))
        .body("note.seq", is(3))
        .body("ticket.status", is("resolved"))
        .body("ticket.tags", is(List.of("refund")));
    scene.write(Channel.SMS, number, "thanks");
    thread(customer, 4);
    agent().body(Map.of("seenSeq", 3, "values", values)).post(run).then().statusCode(409);
    assertThat(thread(customer, 4).getList("items")).hasSize(4);
  }

  @Test
  void whoeverTakesOverSeesTheWholeRelationship() {
    agent().body(Map.of("text", "be kind")).post(path + "/notes").then().statusCode(201);
    reply(1, 201);
    agent()
        .body(Map.of("text", "call", "dueAt", "2030-01-01T09:00:00Z"))
        .post(path + "/promises")
        .then()
        .statusCode(201);
    String other =
        agent().body(Map.of("seqs", List.of(1))).post(path + "/split").jsonPath().getString("id");
    colleague()
        .get(path + "/handover")
        .then()
        .statusCode(200)
        .body("customer.id", is(customer))
        .body("lastAgents.agent", is(List.of("agent1")))
        .body("lastAgents[0].messages", is(2))
        .body("notes.text", is(List.of("be kind")))
        .body("promises.text", is(List.of("call")))
        .body("tickets.id", is(List.of(other)));
  }
}
