package io.threadline.ingest.channel.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.threadline.ingest.Samples;
import io.threadline.ingest.channel.twilio.core.Form;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TwilioSignatureTest {
  private static final String TOKEN = "12345";
  private static final String URL = "https://example.com/webhooks/twilio/key?foo=1&bar=2";

  private final TwilioSignature signature = new TwilioSignature(TOKEN);

  @Test
  void takesWhatTwilioSignsForRandomFormsWithRepeatedNames() {
    long seed = 20260301;
    Random random = new Random(seed);
    String[] urls = {
      URL, "http://example.com:1234/a", "https://example.com:443//a?b=c", "http://h/"
    };
    for (int i = 0; i < 500; i++) {
      List<Form.Parameter> parameters = new ArrayList<>();
      for (int n = random.nextInt(12); n > 0; n--) {
        parameters.add(new Form.Parameter(word(random), word(random)));
        if (random.nextInt(4) == 0) {
          parameters.add(new Form.Parameter(parameters.getFirst().name(), word(random)));
        }
      }
      String url = urls[random.nextInt(urls.length)];
      Form form = new Form(parameters, null);
      assertThat(signature.valid(url, form, sign(url, form)))
          .as("seed %d, case %d", seed, i)
          .isTrue();
    }
  }

  @Test
  void triesTheUrlWithAndWithoutItsPort() {
    Form form = form(Map.of("Body", "hi"));
    String signed = sign("https://example.com:443/a?b=1", form);
    assertThat(signature.valid("https://example.com/a?b=1", form, signed)).isTrue();
    String bare = sign("http://example.com/a", form);
    assertThat(signature.valid("http://example.com:8080/a", form, bare)).isTrue();
  }

  @Test
  void aRepeatedNameCountsOncePerDistinctValue() {
    Form repeated = Form.parse("b=2&a=x&a=x&a=w".getBytes(StandardCharsets.UTF_8));
    Form distinct = Form.parse("a=w&a=x&b=2".getBytes(StandardCharsets.UTF_8));
    assertThat(signature.valid(URL, repeated, sign(URL, distinct))).isTrue();
  }

  @Test
  void refusesEveryFlippedBit() {
    Form form = form(Map.of("Body", "hi", "From", "+15005550001"));
    String signed = sign(URL, form);
    assertThat(signature.valid(URL, form, null)).isFalse();
    assertThat(signature.valid(URL, form, "")).isFalse();
    assertThat(signature.valid(URL + "x", form, signed)).isFalse();
    assertThat(new TwilioSignature("other").valid(URL, form, signed)).isFalse();
    assertThat(signature.valid(URL, form(Map.of("Body", "ho", "From", "+15005550001")), signed))
        .isFalse();
  }

  @Test
  void agreesWithTheSampleVectors() throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<String> wrong = new ArrayList<>();
    int count = 0;
    for (String line : Samples.lines("webhooks/signatures/vectors.jsonl")) {
      JsonNode vector = json.readTree(line);
      if (!vector.path("provider").asText().equals("twilio") || !vector.has("params")) {
        continue;
      }
      List<Form.Parameter> parameters = new ArrayList<>();
      vector
          .path("params")
          .properties()
          .forEach(parameter -> {
            if (parameter.getValue().isArray()) {
              parameter
                  .getValue()
                  .forEach(v -> parameters.add(new Form.Parameter(parameter.getKey(), v.asText())));
            } else {
              parameters.add(new Form.Parameter(parameter.getKey(), parameter.getValue().asText()));
            }
          });
      boolean valid =
          new TwilioSignature(vector.path("secret").asText())
              .valid(
                  vector.path("url").asText(),
                  new Form(parameters, null),
                  vector.path("signature").asText(null));
      count++;
      if (valid != vector.path("valid").asBoolean()) {
        wrong.add(line);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(count).isPositive();
  }

  private static String sign(String url, Form form) {
    return SignedByTwilio.signature(TOKEN, url, form);
  }

  private static Form form(Map<String, String> values) {
    List<Form.Parameter> parameters = new ArrayList<>();
    values.forEach((name, value) -> parameters.add(new Form.Parameter(name, value)));
    return new Form(parameters, null);
  }

  private static String word(Random random) {
    String[] letters = {"a", "Z", "0", " ", "ñ", "é", "😀", "+", "&", "%", "="};
    StringBuilder word = new StringBuilder();
    for (int n = 1 + random.nextInt(8); n > 0; n--) {
      word.append(letters[random.nextInt(letters.length)]);
    }
    return word.toString();
  }
}
