package io.threadline.systemtests.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Alerts and dashboards name metrics that exist, and each alert says what to do about it. */
class MonitoringTest {
  private static final String ALERTS = "deploy/prometheus/alerts.yml";
  private static final String CASES = "deploy/prometheus/tests/alerts.yml";

  /** Everything before a label list, a range or the end that is not a function or a keyword. */
  private static final Pattern OUR_METRIC = Pattern.compile("\\b(threadline_[a-z_]+)");

  private static final Pattern OUTCOME = Pattern.compile("outcome[!=~]+\"([a-z_|]+)\"");

  /** The endings that Prometheus' naming adds to a meter's name. */
  private static final Pattern ENDINGS =
      Pattern.compile("(_total|_seconds|_bucket|_count|_sum|_max|_bytes|_ratio)+$");

  @Test
  void everyMetricOfAlertsAndDashboardIsMadeByTheCode() {
    String code = Project.serviceSources().replaceAll("\"threadline\\.", "\"threadline_");
    Set<String> made = new TreeSet<>();
    Project.matches(Pattern.compile("\"(threadline_[a-z_.]+)\""), code)
        .forEach(name -> made.add(stem(name.replace('.', '_'))));
    Set<String> missing = new TreeSet<>();
    for (String expression : expressions()) {
      for (String metric : Project.matches(OUR_METRIC, expression)) {
        if (!made.contains(stem(metric))) {
          missing.add(metric);
        }
      }
    }
    assertThat(missing).as("named by an alert or the dashboard and made nowhere").isEmpty();
  }

  @Test
  void everyOutcomeOfAnAlertIsOneThatTheCodeCounts() {
    String code = Project.serviceSources().toLowerCase(Locale.ROOT);
    for (JsonNode alert : alerts()) {
      for (String outcomes : Project.matches(OUTCOME, alert.path("expr").asText())) {
        for (String outcome : outcomes.split("\\|", -1)) {
          // A literal, or the name of a case of a sealed result.
          assertThat(code)
              .as(alert.path("alert").asText())
              .containsAnyOf('"' + outcome + '"', "record " + outcome + '(');
        }
      }
    }
  }

  @Test
  void kafkasOwnMetricsAreBound() {
    assertThat(Project.serviceSources()).contains("new KafkaClientMetrics(consumer)");
  }

  @Test
  void everyAlertHasARunbookThatNamesItAndEveryRunbookAnAlert() {
    Set<String> runbooks = new TreeSet<>();
    for (JsonNode alert : alerts()) {
      String runbook = alert.at("/annotations/runbook_url").asText();
      runbooks.add(runbook);
      assertThat(Project.path(runbook)).exists();
      assertThat(Project.text(runbook)).contains('`' + alert.path("alert").asText() + '`');
      assertThat(alert.at("/labels/severity").asText()).isIn("page", "ticket");
      assertThat(alert.at("/annotations/summary").asText()).isNotEmpty();
    }
    Set<String> written = new TreeSet<>();
    Project.files("docs/runbooks", ".md")
        .forEach(file -> written.add(Project.root().relativize(file).toString()));
    assertThat(written).isEqualTo(runbooks);
  }

  @Test
  void everyAlertHasACaseInWhichItFiresAndOneInWhichItIsSilent() {
    Set<String> fires = new TreeSet<>();
    Set<String> silent = new TreeSet<>();
    for (JsonNode test : Project.yaml(CASES).path("tests")) {
      for (JsonNode check : test.path("alert_rule_test")) {
        (check.path("exp_alerts").isEmpty() ? silent : fires).add(check.path("alertname").asText());
      }
    }
    Set<String> all = new TreeSet<>();
    alerts().forEach(alert -> all.add(alert.path("alert").asText()));
    assertThat(fires).isEqualTo(all);
    assertThat(silent).isEqualTo(all);
  }

  @Test
  void prometheusReadsEveryServiceWhereItListens() {
    Compose compose = Compose.read();
    JsonNode jobs = Project.yaml("deploy/prometheus/prometheus.yml").path("scrape_configs");
    Set<String> read = new TreeSet<>();
    for (JsonNode job : jobs) {
      String name = job.path("job_name").asText();
      if (Compose.OWN.contains(name)) {
        read.add(name);
        String port = compose.environment(name).get("QUARKUS_HTTP_PORT");
        assertThat(job.at("/static_configs/0/targets/0").asText()).isEqualTo(name + ':' + port);
        assertThat(job.path("metrics_path").asText()).isEqualTo("/q/metrics");
      }
    }
    assertThat(read).containsExactlyInAnyOrderElementsOf(Compose.OWN);
  }

  @Test
  void promtoolFindsTheRulesRightAndEveryCaseHolds() throws Exception {
    Tool promtool =
        Tool.orSkip(
            List.of("promtool"),
            List.of("--version"),
            "alert rules and their cases were not run (Debian package prometheus)");
    for (List<String> arguments :
        List.of(List.of("check", "rules", ALERTS), List.of("test", "rules", CASES))) {
      Tool.Result result = promtool.run(Project.root(), Map.of(), arguments);
      assertThat(result.code()).as(result.output()).isZero();
    }
  }

  @Test
  void theDashboardReadsTheProvisionedSource() {
    JsonNode dashboard = Project.json("deploy/grafana/dashboards/overview.json");
    String source =
        Project.yaml("deploy/grafana/provisioning/datasources/prometheus.yml")
            .at("/datasources/0/uid")
            .asText();
    Set<Integer> ids = new TreeSet<>();
    for (JsonNode panel : dashboard.path("panels")) {
      assertThat(ids.add(panel.path("id").asInt())).as("panel ids are unique").isTrue();
      if (!panel.path("type").asText().equals("row")) {
        assertThat(panel.at("/datasource/uid").asText()).isEqualTo(source);
        assertThat(panel.path("targets")).isNotEmpty();
      }
    }
    assertThat(Files.isDirectory(Project.path("deploy/grafana/provisioning/dashboards"))).isTrue();
  }

  private static String stem(String metric) {
    return ENDINGS.matcher(metric).replaceFirst("");
  }

  private static List<JsonNode> alerts() {
    List<JsonNode> alerts = new ArrayList<>();
    Project.yaml(ALERTS).path("groups").forEach(group -> group.path("rules").forEach(alerts::add));
    return alerts;
  }

  private static List<String> expressions() {
    List<String> expressions = new ArrayList<>();
    alerts().forEach(alert -> expressions.add(alert.path("expr").asText()));
    Project.json("deploy/grafana/dashboards/overview.json")
        .findValues("expr")
        .forEach(expression -> expressions.add(expression.asText()));
    return expressions;
  }
}
