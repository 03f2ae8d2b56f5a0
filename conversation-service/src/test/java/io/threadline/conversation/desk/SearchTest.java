package io.threadline.conversation.desk;

import static io.threadline.conversation.testkit.Scene.SOON;
import static io.threadline.conversation.testkit.Scene.agent;
import static io.threadline.conversation.testkit.Scene.as;
import static io.threadline.conversation.testkit.Scene.customer;
import static io.threadline.conversation.testkit.Scene.newNumber;
import static io.threadline.conversation.testkit.Scene.thread;
import static io.threadline.conversation.testkit.Scene.ticket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.threadline.contracts.Channel;
import io.threadline.conversation.testkit.Scene;
import io.threadline.platform.testkit.ServiceResources;
import io.threadline.platform.testkit.TestTokens;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Search, from a customer's message to what an agent finds. */
@QuarkusTest
@QuarkusTestResource(
    value = ServiceResources.class,
    initArgs = @ResourceArg(name = "service", value = "conversation"))
class SearchTest {
  private final Scene scene = new Scene();

  @AfterEach
  void close() {
    scene.close();
  }

  private static JsonPath search(String q) {
    return agent()
        .queryParam("q", q)
        .get("/api/search")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  private static JsonPath found(String q) {
    return await()
        .atMost(SOON)
        .until(() -> search(q), result -> !result.getList("messages").isEmpty());
  }

  /** Each word is searched in another form than it was written. */
  @ParameterizedTest
  @CsvSource({
    "The parcels have vanished, vanishing parcel, vanished",
    "Մեր պատվերները չեկան, պատվեր, պատվերները",
    "Менин төлөмдөрүм кайтарылган жок, төлөм, төлөмдөрүм",
    "Faktura bikoiztuak jaso ditut, faktura bikoiztuak, Faktura",
    "די רעכענונגען זענען פֿאַלש, רעכענונגען, רעכענונגען",
    "El envío llegó roto, ENVÍO, envío"
  })
  void wordsAreFoundInEveryLanguage(String text, String q, String match) {
    String number = newNumber();
    String mark = "w" + number.substring(1);
    scene.write(Channel.SMS, number, mark + " " + text);
    JsonPath result = found(mark + " " + q);
    String customer = customer(number);
    assertThat(result.getList("messages.customerId")).containsExactly(customer);
    assertThat(result.getList("messages.seq")).containsExactly(1);
    assertThat(result.getList("messages[0].excerpt.findAll { it.match }.text")).contains(match);
    assertThat(result.getList("tickets.id")).containsExactly(ticket(customer));
    assertThat(result.getBoolean("corrected")).isFalse();
  }

  @Test
  void mistypedWordsFindWhatLooksLikeThem() {
    String number = newNumber();
    scene.write(Channel.SMS, number, "my hovercraftlike scooter broke");
    found("hovercraftlike");
    JsonPath result = search("hovrecraftlike scooter");
    assertThat(result.getBoolean("corrected")).isTrue();
    assertThat(result.getList("messages.customerId")).containsExactly(customer(number));
    assertThat(search("zzqqxxyy").getList("messages")).isEmpty();
  }

  @Test
  void customersAreFoundByNameAndAddressAndTicketsByTagAndId() {
    String number = newNumber();
    scene.write(Channel.SMS, number, "hello");
    String customer = customer(number);
    String ticket = ticket(customer);
    agent()
        .header("If-Match", "*")
        .body(Map.of("displayName", "Siranush Petrosyan " + number.substring(7)))
        .patch("/api/customers/" + customer)
        .then()
        .statusCode(200);
    agent()
        .header("If-Match", "*")
        .body(Map.of("addTags", List.of("gold" + number.substring(7))))
        .patch("/api/tickets/" + ticket)
        .then()
        .statusCode(200);
    for (String q :
        List.of(number.substring(2), "siranush " + number.substring(7), "petrosian siranush")) {
      await()
          .atMost(SOON)
          .untilAsserted(() -> assertThat(search(q).getList("customers.id")).contains(customer));
    }
    agent()
        .queryParam("q", "gold" + number.substring(7))
        .get("/api/search")
        .then()
        .body("tickets.id", is(List.of(ticket)));
    agent().queryParam("q", ticket).get("/api/search").then().body("tickets.id", hasItem(ticket));
  }

  @Test
  void pagesContinueAndMarkupStaysText() {
    String number = newNumber();
    String mark = "m" + number.substring(1);
    for (int i = 0; i < 3; i++) {
      scene.write(Channel.SMS, number, mark + " <b>bold</b> \uE000 " + i);
    }
    thread(customer(number), 3);
    await().atMost(SOON).until(() -> search(mark).getList("messages").size() == 3);
    JsonPath first =
        agent().queryParam("q", mark).queryParam("limit", 2).get("/api/search").jsonPath();
    assertThat(first.getList("messages.seq")).containsExactly(3, 2);
    assertThat(first.getList("messages[0].excerpt.text"))
        .containsExactly(mark, " <b>bold</b> \uE000 2");
    agent()
        .queryParam("q", mark)
        .queryParam("cursor", first.getString("nextCursor"))
        .get("/api/search")
        .then()
        .body("messages.seq", is(List.of(1)))
        .body("customers", empty());
    agent()
        .queryParam("q", "other")
        .queryParam("cursor", first.getString("nextCursor"))
        .get("/api/search")
        .then()
        .statusCode(400);
  }

  @Test
  void nobodyFindsWhatIsAnotherTenants() {
    String number = newNumber();
    String mark = "t" + number.substring(1);
    scene.write(Channel.SMS, number, mark);
    found(mark);
    as(TestTokens.of(UUID.randomUUID(), "mallory", "agent", "admin"))
        .queryParam("q", mark)
        .get("/api/search")
        .then()
        .statusCode(200)
        .body("messages", empty())
        .body("tickets", empty())
        .body("customers", empty());
  }

  @ParameterizedTest
  @CsvSource({"'', 400", "' ', 400", "&|!():*'\\, 200", "a:* & b, 200", "'\"', 200"})
  void whateverIsTypedIsAQuery(String q, int status) {
    agent().queryParam("q", q).get("/api/search").then().statusCode(status);
    agent().queryParam("q", "a\u0000b").get("/api/search").then().statusCode(400);
  }
}
