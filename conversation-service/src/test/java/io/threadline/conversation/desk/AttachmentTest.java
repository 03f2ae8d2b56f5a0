package io.threadline.conversation.desk;

import static io.restassured.RestAssured.given;
import static io.threadline.conversation.testkit.Scene.SOON;
import static io.threadline.conversation.testkit.Scene.agent;
import static io.threadline.conversation.testkit.Scene.as;
import static io.threadline.conversation.testkit.Scene.customer;
import static io.threadline.conversation.testkit.Scene.newNumber;
import static io.threadline.conversation.testkit.Scene.thread;
import static io.threadline.conversation.testkit.Scene.ticket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.threadline.contracts.Channel;
import io.threadline.contracts.Topic;
import io.threadline.contracts.outbound.SendRequested;
import io.threadline.conversation.testkit.Scene;
import io.threadline.platform.testkit.ServiceResources;
import io.threadline.platform.testkit.TestTokens;
import io.threadline.platform.testkit.TopicReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files, from the agent's disk to the customer and back. */
@QuarkusTest
@QuarkusTestResource(
    value = ServiceResources.class,
    initArgs = @ResourceArg(name = "service", value = "conversation"))
class AttachmentTest {
  private static final byte[] PNG = {
    (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R', 0, 0, 0, 1
  };

  private final Scene scene = new Scene();

  @AfterEach
  void close() {
    scene.close();
  }

  private static Response send(byte[] bytes, String name, String type) {
    return given()
        .header("Authorization", "Bearer " + TestTokens.of("agent1", "agent"))
        .contentType(type)
        .queryParam("fileName", name)
        .body(bytes)
        .post("/api/attachments");
  }

  private static Response open(String url) {
    return given().get(URI.create(url).getPath());
  }

  @Test
  void aPictureIsShownInPlaceToWhoeverHasALinkAndGoesOutWithAReply() {
    JsonPath file =
        send(PNG, "my cat.png", "image/png").then().statusCode(201).extract().jsonPath();
    assertThat(file.getString("contentType")).isEqualTo("image/png");
    open(file.getString("url"))
        .then()
        .statusCode(200)
        .header("Content-Type", "image/png")
        .header("X-Content-Type-Options", "nosniff")
        .header("Content-Security-Policy", containsString("sandbox"))
        .header("Content-Disposition", startsWith("inline; filename=\"my cat.png\""));
    assertThat(open(file.getString("url")).asByteArray()).isEqualTo(PNG);

    String number = newNumber();
    scene.write(Channel.SMS, number, "send me a picture");
    String customer = customer(number);
    try (TopicReader outbound = TopicReader.fromNow(Topic.MESSAGES_OUTBOUND)) {
      agent()
          .body(Map.of("text", "here", "seenSeq", 1, "attachments", List.of(file.getString("id"))))
          .post("/api/tickets/" + ticket(customer) + "/messages")
          .then()
          .statusCode(201)
          .body("attachments[0].reference", is("attachment:" + file.getString("id")));
      SendRequested request = (SendRequested) outbound.events(1, SOON).getFirst().data();
      String reference = request.attachments().getFirst().reference();
      assertThat(open(reference).asByteArray()).isEqualTo(PNG);
    }
    assertThat(thread(customer, 2).getString("items[1].attachments[0].fileName"))
        .isEqualTo("my cat.png");
  }

  @ParameterizedTest
  @CsvSource({
    "<html><script>alert(1)</script></html>, cat.png, image/png, text/html",
    "<svg xmlns='http://www.w3.org/2000/svg'><script>x</script></svg>, a.svg, image/svg+xml, image/svg+xml",
    "plain words, notes.jpg, image/jpeg, text/plain",
    "%PDF-1.7 x, a.png, image/png, application/pdf"
  })
  void aFileThatLiesAboutItsTypeIsWhatItsBytesSayAndOnlySaved(
      String content, String name, String claimed, String real) {
    JsonPath file =
        send(content.getBytes(StandardCharsets.UTF_8), name, claimed)
            .then()
            .statusCode(201)
            .body("contentType", is(real))
            .extract()
            .jsonPath();
    open(file.getString("url"))
        .then()
        .statusCode(200)
        .header("Content-Type", "application/octet-stream")
        .header("Content-Disposition", startsWith("attachment;"));
  }

  @Test
  void namesCannotDeceive() {
    send(PNG, "../..\\evil\u202Egpj.exe\u0000", "image/png").then().statusCode(400);
    send(PNG, "../..\\evil\u202Egpj.exe", "image/png")
        .then()
        .statusCode(201)
        .body("fileName", is("_.._evil_gpj.exe"));
  }

  @Test
  void linksAreForOneFileAndNobodyForgesOne() {
    JsonPath file = send(PNG, "a.png", "image/png").jsonPath();
    String url = file.getString("url");
    String path = URI.create(url).getPath();
    String link = path.substring(path.lastIndexOf('/') + 1);
    char other = link.charAt(30) == 'A' ? 'B' : 'A';
    given()
        .get(path.replace(link, link.substring(0, 30) + other + link.substring(31)))
        .then()
        .statusCode(404);
    given().get(path.replace(link, "x")).then().statusCode(404);
    String id = file.getString("id");
    given().get("/api/attachments/" + id).then().statusCode(401);
    as(TestTokens.of(UUID.randomUUID(), "mallory", "admin"))
        .get("/api/attachments/" + id)
        .then()
        .statusCode(404);
    agent().get("/api/attachments/" + id).then().statusCode(200).body("size", is(PNG.length));
  }

  @Test
  void capsHoldForFilesAndForEverythingElse() throws IOException {
    send(new byte[0], "a.png", "image/png").then().statusCode(400);
    send(new byte[1_100_000], "zeros.bin", "application/octet-stream").then().statusCode(413);
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(zip)) {
      out.putNextEntry(new ZipEntry("zeros"));
      out.write(new byte[5_000_000]);
    }
    send(zip.toByteArray(), "bomb.zip", "application/zip")
        .then()
        .statusCode(201)
        .body("contentType", is("application/zip"));
    agent()
        .body("{\"text\":\"" + "x".repeat(1_048_576) + "\"}")
        .post("/api/tickets/" + UUID.randomUUID() + "/notes")
        .then()
        .statusCode(413);
  }
}
