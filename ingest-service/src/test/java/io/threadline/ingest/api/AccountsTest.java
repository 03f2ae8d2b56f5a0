package io.threadline.ingest.api;

import static io.restassured.RestAssured.given;
import static io.threadline.ingest.api.RunningIngest.TOKEN;
import static io.threadline.ingest.api.RunningIngest.admin;
import static io.threadline.ingest.api.RunningIngest.form;
import static io.threadline.ingest.api.RunningIngest.newNumber;
import static io.threadline.ingest.api.RunningIngest.post;
import static io.threadline.ingest.api.RunningIngest.smsAccount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.threadline.ingest.Providers;
import io.threadline.platform.testkit.ServiceResources;
import io.threadline.platform.testkit.TestTokens;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Channel accounts by REST. */
@QuarkusTest
@QuarkusTestResource(
    value = ServiceResources.class,
    initArgs = @ResourceArg(name = "service", value = "ingest"))
@QuarkusTestResource(Providers.class)
class AccountsTest {
  @Test
  void areMadeOnceUnderOneKey() {
    Map<String, String> body = settings(newNumber());
    String key = UUID.randomUUID().toString();
    JsonPath first = create(key, body);
    assertThat(create(key, body).getString("id")).isEqualTo(first.getString("id"));
    assertThat(first.getString("webhook")).contains("/webhooks/twilio/");
    admin()
        .body(body)
        .post("/api/channels/accounts")
        .then()
        .statusCode(409)
        .body("detail", containsString(String.valueOf(body.get("address"))));
    admin()
        .get("/api/channels/accounts?limit=200")
        .then()
        .statusCode(200)
        .body("items.id", hasItem(first.getString("id")));
  }

  @Test
  void areChangedOnlyByWhoHasSeenThem() {
    JsonPath account = smsAccount();
    Response read = admin().get(path(account));
    assertThat(read.statusCode()).isEqualTo(200);
    Map<String, String> renamed =
        Map.of(
            "channel",
            "sms",
            "address",
            account.getString("address"),
            "accountSid",
            "AC1",
            "displayName",
            "Main");
    admin().body(renamed).put(path(account)).then().statusCode(428);
    admin()
        .header("If-Match", read.header("ETag"))
        .body(renamed)
        .put(path(account))
        .then()
        .statusCode(200)
        .body("displayName", is("Main"));
    admin()
        .header("If-Match", read.header("ETag"))
        .body(renamed)
        .put(path(account))
        .then()
        .statusCode(412);
  }

  @Test
  void hideTheirSecretsAndThemselvesFromOthers() {
    JsonPath account = smsAccount();
    assertThat(admin().get(path(account)).asString()).doesNotContain(TOKEN);
    given()
        .auth()
        .oauth2(TestTokens.of(UUID.randomUUID(), "other", "admin"))
        .get(path(account))
        .then()
        .statusCode(404);
    given()
        .auth()
        .oauth2(TestTokens.of("agent1", "agent"))
        .get("/api/channels/accounts")
        .then()
        .statusCode(403);
  }

  @Test
  void needAnAddressAndTheirSecret() {
    admin().body(settings("12")).post("/api/channels/accounts").then().statusCode(400);
    admin()
        .body(Map.of("channel", "sms", "address", newNumber(), "accountSid", "AC1"))
        .post("/api/channels/accounts")
        .then()
        .statusCode(400)
        .body("detail", containsString("authToken"));
  }

  @Test
  void takeTheirWebhookWithThem() {
    JsonPath account = smsAccount();
    admin().delete(path(account)).then().statusCode(204);
    post(account.getString("webhook"), form("From", newNumber())).then().statusCode(404);
  }

  private static JsonPath create(String key, Map<String, String> body) {
    return admin()
        .header("Idempotency-Key", key)
        .body(body)
        .post("/api/channels/accounts")
        .then()
        .statusCode(201)
        .extract()
        .jsonPath();
  }

  private static Map<String, String> settings(String number) {
    return Map.of("channel", "sms", "address", number, "accountSid", "AC1", "authToken", TOKEN);
  }

  private static String path(JsonPath account) {
    return "/api/channels/accounts/" + account.getString("id");
  }
}
