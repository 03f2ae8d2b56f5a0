package io.threadline.platform.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadline.contracts.EventType;
import io.threadline.contracts.Topic;
import io.threadline.platform.testkit.Repository;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who sends and who receives, as the AsyncAPI document says, is what the services' sources do. */
class EventFlowsTest {
  /** In the architecture and not in the code: to be taken from here when it is built. */
  private static final Set<String> TO_COME =
      Set.of(
          "kpi-service.send.business.events",
          "kpi-service.receive.business.events",
          "conversation-service.receive.business.events");

  private static final Pattern SERVICE = Pattern.compile("([a-z]+-service)/.*");

  /** The production sources of each service. */
  private static final Map<String, List<String>> SOURCES =
      Repository.mainJava().stream()
          .filter(file -> SERVICE.matcher(Repository.name(file)).matches())
          .collect(
              Collectors.groupingBy(
                  file -> SERVICE.matcher(Repository.name(file)).replaceFirst("$1"),
                  Collectors.mapping(Repository::text, Collectors.toList())));

  @Test
  void theReceiversAreTheServicesThatConsumeTheTopic() {
    assertThat(documented("receive")).isEqualTo(inSources("receive", EventFlowsTest::consumes));
  }

  @Test
  void theSendersAreTheServicesThatMakeEventsOfTheTopic() {
    Set<String> makers = inSources("send", EventFlowsTest::makes);
    assertThat(makers).containsAll(documented("send"));
    // A service that only receives a topic may make copies of what it received.
    Set<String> others = new TreeSet<>(makers);
    others.removeAll(documented("send"));
    others.removeIf(maker -> documented("receive").contains(maker.replace(".send.", ".receive.")));
    assertThat(others).isEmpty();
  }

  private static Set<String> documented(String action) {
    return AsyncApiDocument.generate()
        .get("operations")
        .propertyStream()
        .map(Map.Entry::getKey)
        .filter(name -> name.contains("-service." + action + "."))
        .filter(name -> !TO_COME.contains(name))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> inSources(String action, BiPredicate<String, Topic> does) {
    Set<String> found = new TreeSet<>();
    SOURCES.forEach((service, sources) ->
        Stream.of(Topic.values())
            .filter(topic -> sources.stream().anyMatch(source -> does.test(source, topic)))
            .forEach(topic -> found.add(service + "." + action + "." + topic.topicName())));
    return found;
  }

  /** Names the topic, and not only to produce to it. */
  private static boolean consumes(String source, Topic topic) {
    boolean onlyProduces =
        source.contains("import org.apache.kafka.clients.producer.")
            && !source.contains("import org.apache.kafka.clients.consumer.");
    return !onlyProduces
        && Pattern.compile("\\bTopic\\." + topic.name() + "\\b").matcher(source).find();
  }

  private static boolean makes(String source, Topic topic) {
    return Stream.of(EventType.values())
        .filter(type -> type.topic() == topic)
        .anyMatch(type -> source.contains("new " + type.eventClass().getSimpleName() + "("));
  }
}
