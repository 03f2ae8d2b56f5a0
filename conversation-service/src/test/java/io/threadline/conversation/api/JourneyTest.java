package io.threadline.conversation.api;

import static io.threadline.conversation.testkit.Scene.SOON;
import static io.threadline.conversation.testkit.Scene.agent;
import static io.threadline.conversation.testkit.Scene.customer;
import static io.threadline.conversation.testkit.Scene.newNumber;
import static io.threadline.conversation.testkit.Scene.thread;
import static io.threadline.conversation.testkit.Scene.ticket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.threadline.contracts.Channel;
import io.threadline.contracts.DeliveryState;
import io.threadline.contracts.Priority;
import io.threadline.contracts.Topic;
import io.threadline.contracts.outbound.DeliveryReported;
import io.threadline.contracts.outbound.SendRequested;
import io.threadline.contracts.routing.AgentRequested;
import io.threadline.contracts.routing.RequestCompleted;
import io.threadline.contracts.routing.RoutingEvent.Position;
import io.threadline.contracts.routing.TicketAssigned;
import io.threadline.contracts.routing.TicketQueued;
import io.threadline.conversation.core.Messages;
import io.threadline.conversation.testkit.Scene;
import io.threadline.platform.testkit.ServiceResources;
import io.threadline.platform.testkit.TestTokens;
import io.threadline.platform.testkit.TopicReader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A customer's way through the running service, on real PostgreSQL and Kafka. */
@QuarkusTest
@QuarkusTestResource(
    value = ServiceResources.class,
    initArgs = @ResourceArg(name = "service", value = "conversation"))
class JourneyTest {
  private final Scene scene = new Scene();

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void smsThenWhatsAppThenEmailIsOneConversationInOrder() {
    String number = newNumber();
    String email = "ann" + number.substring(1) + "@Example.COM";
    scene.write(Channel.SMS, number, "by sms");
    String customer = customer(number.replace("+1415", "+1 (415) "));
    agent()
        .body(Map.of("channel", "email", "address", email))
        .post("/api/customers/" + customer + "/identities")
        .then()
        .statusCode(201)
        .body("address", containsString("@example.com"))
        .body("evidence", is("attested"));
    scene.write(Channel.WHATSAPP, number, "by whatsapp");
    thread(customer, 2);
    scene.write(Channel.EMAIL, email.replace("Example.COM", "example.com"), "by email");

    JsonPath thread = thread(customer, 3);
    assertThat(thread.getList("items.text")).containsExactly("by sms", "by whatsapp", "by email");
    assertThat(thread.getList("items.channel")).containsExactly("sms", "whatsapp", "email");
    assertThat(thread.getList("items.seq")).containsExactly(1, 2, 3);
    assertThat(thread.getList("items.direction")).containsOnly("inbound");
    assertThat(thread.getList("items.ticketId").stream().distinct()).hasSize(1);
    assertThat(customer(email)).isEqualTo(customer);
    agent()
        .get("/api/customers/" + customer)
        .then()
        .statusCode(200)
        .body("identities.channel", is(List.of("sms", "whatsapp", "email")))
        .header("ETag", notNullValue());
  }

  @Test
  void anAddressOfAnotherCustomerIsRefusedAndNamed() {
    String first = newNumber();
    String second = newNumber();
    scene.write(Channel.SMS, first, "a");
    scene.write(Channel.SMS, second, "b");
    String owner = customer(second);
    agent()
        .body(Map.of("channel", "whatsapp", "address", second))
        .post("/api/customers/" + customer(first) + "/identities")
        .then()
        .statusCode(409)
        .body("code", is("already-exists"))
        .body("customerId", is(owner))
        .body("detail", containsString(second));
  }

  @Test
  void aReplyLeavesOnTheChannelOfTheLastMessageAndItsDeliveryIsShown() {
    String number = newNumber();
    scene.write(Channel.SMS, number, "hello");
    scene.write(Channel.SMS, number, "still there?");
    String customer = customer(number);
    thread(customer, 2);
    String ticket = ticket(customer);
    try (TopicReader outbound = TopicReader.fromNow(Topic.MESSAGES_OUTBOUND)) {
      JsonPath sent =
          agent()
              .header("Idempotency-Key", "reply-" + ticket)
              .body(Map.of("text", "Good morning", "seenSeq", 2))
              .post("/api/tickets/" + ticket + "/messages")
              .then()
              .statusCode(201)
              .body("seq", is(3))
              .body("delivery", is("queued"))
              .body("channel", is("sms"))
              .body("author", is("agent1"))
              .extract()
              .jsonPath();
      agent()
          .header("Idempotency-Key", "reply-" + ticket)
          .body(Map.of("text", "Good morning", "seenSeq", 2))
          .post("/api/tickets/" + ticket + "/messages")
          .then()
          .statusCode(201)
          .body("id", is(sent.getString("id")));
      SendRequested request = (SendRequested) outbound.events(1, SOON).getFirst().data();
      assertThat(request.to()).isEqualTo(number);
      assertThat(request.channelAccountId()).isEqualTo(Messages.ACCOUNT);
      assertThat(request.messageId()).hasToString(sent.getString("id"));
      agent().get("/api/tickets/" + ticket).then().body("status", is("pending"));

      report(request, DeliveryState.DELIVERED);
      report(request, DeliveryState.SENT);
      await()
          .atMost(SOON)
          .until(() -> thread(customer, 3).getString("items[2].delivery"), is("delivered"));
      report(request, DeliveryState.READ);
      await()
          .atMost(SOON)
          .until(() -> thread(customer, 3).getString("items[2].delivery"), is("read"));
    }
    scene.write(Channel.SMS, number, "thanks");
    thread(customer, 4);
    agent().get("/api/tickets/" + ticket).then().body("status", is("open"));
  }

  private void report(SendRequested request, DeliveryState state) {
    scene.publish(
        new DeliveryReported(
            request.messageId(),
            request.conversationId(),
            request.channel(),
            state,
            "SM1",
            null,
            null,
            Instant.now()));
  }

  @Test
  void aReplyPastTheCustomerIsRefusedWithWhatIsNew() {
    String number = newNumber();
    scene.write(Channel.SMS, number, "one");
    String customer = customer(number);
    String ticket = ticket(customer);
    scene.write(Channel.SMS, number, "two");
    thread(customer, 2);
    agent()
        .body(Map.of("text", "answer to one", "seenSeq", 1))
        .post("/api/tickets/" + ticket + "/messages")
        .then()
        .statusCode(409)
        .contentType("application/problem+json")
        .body("code", is("thread-moved-on"))
        .body("latestSeq", is(2))
        .body("messages.text", is(List.of("two")));
    agent()
        .body(Map.of("text", "for colleagues"))
        .post("/api/tickets/" + ticket + "/notes")
        .then()
        .statusCode(201)
        .body("direction", is("note"))
        .body("delivery", nullValue());
    agent()
        .body(Map.of("text", "answer to both", "seenSeq", 2))
        .post("/api/tickets/" + ticket + "/messages")
        .then()
        .statusCode(201)
        .body("seq", is(4));
    agent()
        .body(Map.of("text", "a double answer", "seenSeq", 3))
        .post("/api/tickets/" + ticket + "/messages")
        .then()
        .statusCode(409);
  }

  @Test
  void routingsWordIsOnTheTicketAndResolvingTellsRouting() {
    String number = newNumber();
    String agent = "agent" + UUID.randomUUID();
    try (TopicReader requests = TopicReader.fromNow(Topic.ROUTING_REQUESTS)) {
      scene.write(Channel.SMS, number, "help");
      AgentRequested request = (AgentRequested) requests.events(1, SOON).getFirst().data();
      UUID ticket = request.ticketId();
      assertThat(request.text()).isEqualTo("help");
      scene.publish(
          new TicketQueued(
              new Position("default", 1, 0, 1),
              ticket,
              "billing",
              "hy",
              Priority.HIGH,
              TicketQueued.Reason.REQUESTED,
              Instant.now(),
              Instant.now()),
          new TicketAssigned(
              new Position("default", 2, 0, 1),
              ticket,
              agent,
              "billing",
              Instant.now(),
              Instant.now()));
      var me = Scene.as(TestTokens.of(agent, "agent"));
      await()
          .atMost(SOON)
          .untilAsserted(() ->
              me.get("/api/tickets?assignee=me&status=open&queue=billing")
                  .then()
                  .body("items.id", is(List.of(ticket.toString())))
                  .body("items[0].language", is("hy"))
                  .body("items[0].priority", is("high")));
      me.post("/api/tickets/" + ticket + "/resolve").then().statusCode(200);
      me.post("/api/tickets/" + ticket + "/resolve")
          .then()
          .statusCode(200)
          .body("status", is("resolved"));
      RequestCompleted completed = (RequestCompleted) requests.events(2, SOON).getLast().data();
      assertThat(completed.resolvedBy()).isEqualTo(agent);
      scene.write(Channel.SMS, number, "not yet");
      AgentRequested again = (AgentRequested) requests.events(3, SOON).getLast().data();
      assertThat(again.ticketId()).isEqualTo(ticket);
      assertThat(again.reopened()).isTrue();
      assertThat(again.preferredAgent()).isEqualTo(agent);
    }
  }

  @Test
  void aChangeNeedsTheVersionItWasMadeFrom() {
    String number = newNumber();
    scene.write(Channel.SMS, number, "help");
    String path = "/api/tickets/" + ticket(customer(number));
    String tag = agent().get(path).header("ETag");
    Map<String, String> change = Map.of("priority", "urgent", "status", "on_hold");
    agent().body(change).patch(path).then().statusCode(428);
    agent()
        .header("If-Match", tag)
        .body(change)
        .patch(path)
        .then()
        .statusCode(200)
        .body("priority", is("urgent"))
        .body("status", is("on_hold"));
    agent()
        .header("If-Match", tag)
        .body(change)
        .patch(path)
        .then()
        .statusCode(412)
        .body("code", is("stale-version"));
    agent()
        .header("If-Match", "*")
        .body(Map.of("status", "resolved"))
        .patch(path)
        .then()
        .statusCode(409)
        .body("detail", containsString("/resolve"));
    agent()
        .get("/api/tickets?status=on_hold")
        .then()
        .statusCode(200)
        .body("items.status", hasItem(equalTo("on_hold")));
  }

  @Test
  void pagesFollowTheirCursor() {
    String number = newNumber();
    for (int i = 0; i < 5; i++) {
      scene.write(Channel.SMS, number, "m" + i);
    }
    String path = "/api/customers/" + customer(number) + "/conversation";
    thread(customer(number), 5);
    JsonPath first = agent().queryParam("limit", 3).get(path).jsonPath();
    assertThat(first.getList("items.text")).containsExactly("m0", "m1", "m2");
    String cursor = first.getString("nextCursor");
    agent()
        .queryParam("cursor", cursor)
        .queryParam("limit", 3)
        .get(path)
        .then()
        .body("items.text", is(List.of("m3", "m4")))
        .body("nextCursor", nullValue());
    agent().queryParam("cursor", cursor).get("/api/tickets").then().statusCode(400);
  }
}
