package io.threadline.ingest.channel.twilio.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.threadline.contracts.inbound.Keyword;
import io.threadline.ingest.Samples;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeywordsTest {
  @ParameterizedTest
  @ValueSource(strings = {"STOP", " stop\n", "Stop!", "🛑 STOP 🛑", "unsubscribe", "Arrêt"})
  void aWholeMessageOfTheWordOptsOut(String text) {
    assertThat(Keywords.of(text)).isEqualTo(Keyword.STOP);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "!", "stop by tomorrow", "S T O P", "ＳＴＯＰ", "stop stop", "info@example.com"})
  void anythingElseIsAMessage(String text) {
    assertThat(Keywords.of(text)).isNull();
  }

  @Test
  void agreesWithTheSamplesOfCarrierPolicy() throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<String> wrong = new ArrayList<>();
    for (String line : Samples.lines("sms/optout_carrier_policy.jsonl")) {
      JsonNode sample = json.readTree(line);
      String label = sample.path("label").asText();
      if (!label.equals("ambiguous")
          && !label.equals(label(Keywords.of(sample.path("text").asText())))) {
        wrong.add(line);
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static String label(@Nullable Keyword keyword) {
    return switch (keyword) {
      case null -> "none";
      case STOP -> "opt_out";
      case START -> "opt_in";
      case HELP -> "help";
    };
  }
}
