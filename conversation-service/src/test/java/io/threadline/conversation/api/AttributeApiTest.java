package io.threadline.conversation.api;

import static io.threadline.conversation.testkit.Scene.SOON;
import static io.threadline.conversation.testkit.Scene.agent;
import static io.threadline.conversation.testkit.Scene.customer;
import static io.threadline.conversation.testkit.Scene.ticket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.threadline.contracts.Channel;
import io.threadline.contracts.Envelope;
import io.threadline.contracts.Topic;
import io.threadline.contracts.routing.AgentRequested;
import io.threadline.contracts.routing.CustomerAttribute;
import io.threadline.conversation.testkit.Scene;
import io.threadline.platform.event.EventHeaders;
import io.threadline.platform.testkit.ServiceResources;
import io.threadline.platform.testkit.TopicReader;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is known of a customer, and that routing hears of it. */
@QuarkusTest
@QuarkusTestResource(
    value = ServiceResources.class,
    initArgs = @ResourceArg(name = "service", value = "conversation"))
class AttributeApiTest {
  private final Scene scene = new Scene();

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void routingHearsWhatIsKnownOfACustomerWithTheNextTicket() {
    String number = "+37477555123";
    try (TopicReader requests = TopicReader.fromNow(Topic.ROUTING_REQUESTS)) {
      scene.write(Channel.SMS, number, "Hello, where is my order?");
      String customer = customer(number);
      String path = "/api/customers/" + customer + "/attributes";
      agent().get(path).then().statusCode(200).header("ETag", equalTo("\"0\""));
      Map<String, Object> known = Map.of("attributes", Map.of("vip", "true", "language", "hy"));
      agent().body(known).put(path).then().statusCode(428);
      agent()
          .header("If-Match", "\"0\"")
          .body(known)
          .put(path)
          .then()
          .statusCode(200)
          .header("ETag", equalTo("\"1\""))
          .body("attributes.vip", equalTo("true"));
      agent().header("If-Match", "\"0\"").body(known).put(path).then().statusCode(412);
      agent()
          .header("If-Match", "*")
          .body(Map.of("status", "abandoned"))
          .patch("/api/tickets/" + ticket(customer))
          .then()
          .statusCode(200);
      scene.write(Channel.SMS, number, "Hello again, it is still not here.");
      List<AgentRequested> asked = requested(requests, customer);
      assertThat(asked.getFirst().customerAttributes())
          .containsExactly(
              new CustomerAttribute("country", "AM"), new CustomerAttribute("returning", "false"));
      assertThat(asked.getLast().customerAttributes())
          .contains(
              new CustomerAttribute("country", "AM"),
              new CustomerAttribute("language", "hy"),
              new CustomerAttribute("vip", "true"));
    }
  }

  private static List<AgentRequested> requested(TopicReader requests, String customer) {
    Function<ConsumerRecord<String, byte[]>, Stream<AgentRequested>> of =
        record ->
            EventHeaders.fromRecord(record)
                .map(Envelope::data)
                .filter(AgentRequested.class::isInstance)
                .map(AgentRequested.class::cast)
                .filter(asked -> asked.customerId().toString().equals(customer))
                .stream();
    return requests.until(SOON, records -> records.stream().flatMap(of).count() >= 2).stream()
        .flatMap(of)
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "Tier, gold, Tier",
    "returning, true, returning",
    "language, Armenian, Armenian",
    "country, Armenia, Armenia",
    "tier, '', tier"
  })
  void badAttributesAreNamed(String name, String value, String named) {
    String number = Scene.newNumber();
    scene.write(Channel.SMS, number, "help");
    agent()
        .header("If-Match", "*")
        .body(Map.of("attributes", Map.of(name, value)))
        .put("/api/customers/" + customer(number) + "/attributes")
        .then()
        .statusCode(400)
        .body("detail", containsString(named));
  }
}
