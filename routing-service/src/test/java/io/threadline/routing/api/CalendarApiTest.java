package io.threadline.routing.api;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.threadline.platform.config.RelayProducer;
import io.threadline.platform.testkit.ServiceResources;
import io.threadline.routing.holiday.HolidayRefresh;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
    value = ServiceResources.class,
    initArgs = @ResourceArg(name = "service", value = "routing"))
class CalendarApiTest {
  @Inject @RelayProducer Producer<String, byte[]> producer;
  @Inject HolidayRefresh holidays;

  @Test
  void calendarHasHolidaysAsDatesAndQueuesKeepItsHours() {
    PoolClient pool = new PoolClient(producer);
    Map<String, List<String>> hours = Map.of("monday", List.of("09:00-13:00", "14:00-18:00"));
    pool.put(
            "/api/routing/calendars/office",
            Map.of("zone", "Europe/Berlin", "hours", hours, "holidays", "de-by"))
        .statusCode(201)
        .body("closed", hasItem(LocalDate.now().getYear() + "-12-25"))
        .body("hours.monday[1]", equalTo("14:00-18:00"));
    pool.as("agent1")
        .get("/api/routing/calendars/office")
        .then()
        .body("zone", equalTo("Europe/Berlin"));
    pool.put(
            "/api/queues/office",
            Map.of(
                "calendar",
                "office",
                "sla",
                Map.of("firstResponse", "PT30M", "resolution", "PT8H"),
                "overflow",
                Map.of("maxWait", "PT10M"),
                "maxWait",
                "PT1H"))
        .statusCode(201)
        .body("sla.resolution", equalTo("PT8H"));
    pool.put("/api/agents/agent1", Map.of("languages", List.of("en"), "shift", "office"))
        .statusCode(201);
    pool.presence("agent1", "ready");
    UUID ticket = pool.request("general");
    pool.accept("agent1", ticket);
    String path = "/api/routing/tickets/" + ticket + "/callback";
    pool.post("agent1", path, Map.of("at", Instant.now().plusSeconds(2).toString()))
        .statusCode(200);
    pool.accept("agent1", ticket);
  }

  @Test
  void holidaysOfLaterYearsAreAddedAndWhatSupervisorsClosedStays() {
    PoolClient pool = new PoolClient(producer);
    int year = LocalDate.now().getYear();
    Map<String, List<String>> hours = Map.of("monday", List.of("09:00-17:00"));
    pool.put(
            "/api/routing/calendars/office",
            Map.of("hours", hours, "holidays", "am", "closed", List.of(year + 3 + "-02-03")))
        .body("holidaysThrough", equalTo(year + 2 + "-12-31"));
    holidays.refresh(LocalDate.of(year, 12, 31));
    pool.as("agent1").get("/api/routing/calendars/office").then().header("ETag", "\"1\"");
    holidays.refresh(LocalDate.of(year + 1, 1, 1));
    pool.as("agent1")
        .get("/api/routing/calendars/office")
        .then()
        .header("ETag", "\"2\"")
        .body("holidaysThrough", equalTo(year + 3 + "-12-31"))
        .body("closed", hasItems(year + 2 + "-05-28", year + 3 + "-05-28", year + 3 + "-02-03"));
  }

  @Test
  void badHoursAndShapesAreNamed() {
    PoolClient pool = new PoolClient(producer);
    String calendar = "/api/routing/calendars/x";
    pool.put(calendar, Map.of("zone", "UTC")).statusCode(400).body("detail", containsString("'x'"));
    pool.put(calendar, Map.of("zone", "Mars/Base"))
        .statusCode(400)
        .body("detail", containsString("Mars/Base"));
    pool.put(calendar, Map.of("hours", Map.of("monday", List.of("18:00-09:00"))))
        .statusCode(400)
        .body("detail", containsString("18:00-09:00"));
    pool.put(calendar, Map.of("holidays", "zz"))
        .statusCode(400)
        .body("detail", containsString("zz"));
    pool.put("/api/queues/x", Map.of("calendar", "nowhere"))
        .statusCode(400)
        .body("detail", containsString("nowhere"));
    pool.put("/api/skills/billing", Map.of()).statusCode(201);
    pool.put("/api/agents/agent1", Map.of("skills", Map.of("billing", 5))).statusCode(201);
    pool.put("/api/queues/x", Map.of("steps", List.of(Map.of("expr", "billing >= 9"))))
        .statusCode(400)
        .body("detail", containsString("billing >= 9"));
    Map<String, Object> ring = Map.of("expiresAfter", "PT30S", "removes", List.of("billing"));
    Map<String, Object> bullseye =
        Map.of("kind", "bullseye", "skills", Map.of("billing", 5), "rings", List.of(ring));
    pool.put("/api/queues/y", Map.of("shape", bullseye))
        .statusCode(201)
        .body("steps[1].expr", equalTo("language"));
    pool.put("/api/queues/y", Map.of("shape", Map.of("kind", "pentagon")))
        .statusCode(400)
        .body("detail", containsString("pentagon"));
  }
}
