package io.threadline.platform.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.threadline.contracts.Channel;
import io.threadline.platform.address.Addresses.Normalised;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Third-party expectations; skipped, in one line, where the sample folder is not there. */
class AddressSamplesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void agreesWithTheAddressSamples() throws IOException {
    List<String> disagreements = new ArrayList<>();
    for (String line : lines("addresses/govuk_email.jsonl")) {
      JsonNode expected = JSON.readTree(line);
      var result = Addresses.normalise(Channel.EMAIL, expected.path("input").asText(), null);
      if (expected.path("valid").asBoolean() != result instanceof Normalised) {
        disagreements.add(line + " but " + result);
      }
    }
    assertThat(disagreements).isEmpty();
  }

  @Test
  void agreesWithTheParseCases() throws IOException {
    List<String> disagreements = new ArrayList<>();
    for (String line : lines("phone/expectations/parse_cases.jsonl")) {
      JsonNode expected = JSON.readTree(line);
      String region = expected.path("region").asText(null);
      var result = PhoneNumber.e164(expected.path("input").asText(), region);
      boolean same =
          expected.hasNonNull("e164")
              ? result.equals(new Normalised(expected.get("e164").asText()))
              : !(result instanceof Normalised);
      if (!same && expected.path("real_metadata_agrees").asBoolean(true)) {
        disagreements.add(line + " but " + result);
      }
    }
    assertThat(disagreements).isEmpty();
  }

  @Test
  void agreesWithTheExampleNumbers() throws IOException {
    List<String> disagreements = new ArrayList<>();
    for (String line : lines("phone/expectations/e164_examples.tsv")) {
      String[] fields = line.split("\t", -1);
      if (fields.length < 5 || !fields[4].startsWith("+")) {
        continue;
      }
      var result = PhoneNumber.e164(fields[2], fields[3]);
      if (!result.equals(new Normalised(fields[4]))) {
        disagreements.add(line + " but " + result);
      }
    }
    assertThat(disagreements).isEmpty();
  }

  private static List<String> lines(String name) throws IOException {
    Path root = Path.of(System.getProperty("threadline.root", ".."));
    Path folder =
        Optional.ofNullable(System.getenv("THREADLINE_DATA"))
            .map(Path::of)
            .filter(data -> Files.exists(data.resolve(name)))
            .orElse(root.resolve("../shared/data"));
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      System.out.println("skipped: no samples at " + file);
    }
    assumeTrue(Files.exists(file));
    return Files.readAllLines(file);
  }
}
