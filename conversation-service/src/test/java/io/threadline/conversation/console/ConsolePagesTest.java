package io.threadline.conversation.console;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.threadline.platform.testkit.ServiceResources;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page and its files over HTTP, without a token. */
@QuarkusTest
@QuarkusTestResource(
    value = ServiceResources.class,
    initArgs = @ResourceArg(name = "service", value = "conversation"))
class ConsolePagesTest {
  private static final Pattern SCRIPT = Pattern.compile("src=\"(/console/assets/[^\"]+\\.js)\"");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/console/",
        "/console/inbox/mine/01a20295-4074-72aa-a8c4-919ff9d37455",
        "/console/admin/agents/jon.etxeberria"
      })
  void everyPlaceInsideIsThePageUnderAStrictPolicy(String place) {
    given()
        .get(place)
        .then()
        .statusCode(200)
        .contentType(containsString("text/html"))
        .header("Cache-Control", "no-cache")
        .header(
            "Content-Security-Policy",
            allOf(
                containsString("default-src 'none'"),
                containsString("frame-ancestors 'none'"),
                not(containsString("unsafe"))));
  }

  @Test
  void filesNamedByTheirContentAreKeptForEver() {
    String page = given().get("/console/").asString();
    Matcher script = SCRIPT.matcher(page);
    if (!script.find()) {
      throw new AssertionError("the page loads no script: " + page);
    }
    given()
        .get(script.group(1))
        .then()
        .statusCode(200)
        .contentType(containsString("javascript"))
        .header("Cache-Control", containsString("immutable"))
        .header("X-Content-Type-Options", "nosniff");
  }

  @Test
  void aFileThatIsGoneIsNotKept() {
    given()
        .get("/console/assets/index-of-yesterday.js")
        .then()
        .statusCode(404)
        .header("Cache-Control", not(containsString("immutable")));
  }

  @Test
  void thePageIsToldWhereToLogIn() {
    given()
        .get("/console/settings.json")
        .then()
        .statusCode(200)
        .body("clientId", is("threadline-console"))
        .body("issuer", notNullValue());
  }

  @Test
  void theBareNameLeadsThere() {
    given()
        .redirects()
        .follow(false)
        .get("/console")
        .then()
        .statusCode(308)
        .header("Location", "/console/");
  }
}
