package io.threadline.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadline.local.run.LocalSystem;
import io.threadline.local.run.Service;
import io.threadline.systemtests.deploy.Tool;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our meters are named and described as Prometheus asks. */
class MetricsTest {
  /**
   * What Micrometer, Quarkus and Kafka's client named, they named; some of it against the rules.
   */
  private static final String OURS = "threadline_";

  private final LocalSystem system = RunningSystem.get();

  @Test
  void ofOurOwnPassThePrometheusCheck(@TempDir Path folder) throws Exception {
    Tool promtool =
        Tool.orSkip(
            List.of("promtool"),
            List.of("--version"),
            "the services' meters were not checked (Debian package prometheus)");
    String phone = "+14155553901";
    assertThat(new Webhooks(system).message("sms", phone, "count me")).isEqualTo(200);
    Desk desk = new Desk(system);
    assertThat(desk.texts(desk.customer(phone).path("id").asText(), 1)).hasSize(1);
    for (Service service : Service.values()) {
      Path scraped = Files.writeString(folder.resolve(service.fullName()), scrape(service));
      assertThat(scraped).content().contains("# TYPE " + OURS);
      assertThat(promtool.run(folder, Map.of(), scraped, List.of("check", "metrics")).output())
          .as(service.fullName())
          .doesNotContain(OURS);
    }
  }

  private String scrape(Service service) throws Exception {
    URI metrics = URI.create(service.port().url(system.offset()) + "/q/metrics");
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> response =
          client.send(
              HttpRequest.newBuilder(metrics).header("Accept", "text/plain").build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(200);
      return response.body();
    }
  }
}
