package io.threadline.conversation.api;

import static io.threadline.conversation.testkit.Scene.SOON;
import static io.threadline.conversation.testkit.Scene.agent;
import static io.threadline.conversation.testkit.Scene.as;
import static io.threadline.conversation.testkit.Scene.customer;
import static io.threadline.conversation.testkit.Scene.newNumber;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.threadline.contracts.Channel;
import io.threadline.conversation.testkit.Scene;
import io.threadline.platform.testkit.ServiceResources;
import io.threadline.platform.testkit.TestTokens;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Suggestions appear, are accepted and dismissed, and never merge anybody by themselves. */
@QuarkusTest
@QuarkusTestResource(
    value = ServiceResources.class,
    initArgs = @ResourceArg(name = "service", value = "conversation"))
class SuggestionApiTest {
  private final Scene scene = new Scene();
  private final String phone = newNumber();
  private final String mail = "zabel" + phone.substring(1) + "@example.com";
  private String one = "";
  private String other = "";

  @BeforeEach
  void twoCustomersWhoMayBeOne() {
    scene.write(Channel.SMS, phone, "hello");
    one = customer(phone);
    scene.write(Channel.EMAIL, mail, "hello\n-- \nZabel, " + phone);
    other = customer(mail);
    name(one);
    name(other);
    await().atMost(SOON).until(() -> suggested(one).contains(other));
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private void name(String customer) {
    // A name of its own for every test: letters for digits.
    StringBuilder name = new StringBuilder("Zabel ");
    phone.chars().skip(5).forEach(digit -> name.append((char) ('a' + digit - '0')));
    agent()
        .header("If-Match", "*")
        .body(Map.of("displayName", name.toString(), "birthDate", "1980-02-03"))
        .patch("/api/customers/" + customer)
        .then()
        .statusCode(200)
        .body("birthDate", is("1980-02-03"));
  }

  private static List<String> suggested(String customer) {
    return agent()
        .get("/api/customers/" + customer + "/suggestions")
        .jsonPath()
        .getList("items.customer.id");
  }

  @Test
  void acceptingMergesAndUnmergingSaysThatTheyAreTwo() {
    agent()
        .get("/api/customers/" + other + "/suggestions")
        .then()
        .body("items.customer.id", hasItem(one))
        .body(
            "items.find { it.customer.id == '" + one + "' }.reasons",
            hasItem("same phone number in their messages: " + phone));
    String path = "/api/customers/" + one + "/suggestions/" + other;
    String key = UUID.randomUUID().toString();
    String merge =
        agent()
            .header("Idempotency-Key", key)
            .body(Map.of("reason", "same number"))
            .post(path + "/accept")
            .then()
            .statusCode(201)
            .body("absorbedCustomerId", is(other))
            .extract()
            .path("id");
    agent()
        .header("Idempotency-Key", key)
        .post(path + "/accept")
        .then()
        .statusCode(201)
        .body("id", is(merge));
    assertThat(customer(mail)).isEqualTo(one);
    agent()
        .body(Map.of())
        .post("/api/customers/" + one + "/merges/" + merge + "/undo")
        .then()
        .statusCode(200);
    name(other);
    nothingMoreIsSuggested();
  }

  @Test
  void aDismissedPairDoesNotComeBack() {
    String path = "/api/customers/" + other + "/suggestions/" + one;
    as(TestTokens.of(UUID.randomUUID(), "mallory", "agent"))
        .body(Map.of())
        .post(path + "/dismiss")
        .then()
        .statusCode(404);
    agent().body(Map.of("reason", "mother")).post(path + "/dismiss").then().statusCode(204);
    agent().body(Map.of()).post(path + "/dismiss").then().statusCode(404);
    agent().body(Map.of()).post(path + "/accept").then().statusCode(404);
    assertThat(suggested(one)).doesNotContain(other);
    name(one);
    nothingMoreIsSuggested();
  }

  /** A third customer like them is suggested, and so all that came before was compared too. */
  private void nothingMoreIsSuggested() {
    String third = "third" + phone.substring(1) + "@example.com";
    scene.write(Channel.EMAIL, third, "hello\n-- \nZabel, " + phone);
    String alike = customer(third);
    name(alike);
    await().atMost(SOON).until(() -> suggested(one).contains(alike));
    assertThat(suggested(one)).doesNotContain(other);
  }
}
