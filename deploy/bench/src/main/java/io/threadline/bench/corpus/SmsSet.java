package io.threadline.bench.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import io.threadline.contracts.inbound.Keyword;
import io.threadline.ingest.channel.twilio.core.Keywords;
import io.threadline.ingest.delivery.core.SmsSegments;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Segments of text messages, and the words that carriers reserve. */
final class SmsSet implements CorpusSet {

  @Override
  public String name() {
    return "sms";
  }

  @Override
  public List<Sample> samples(Path data) {
    List<Sample> samples = new ArrayList<>();
    for (Path file : Samples.files(data.resolve("sms"))) {
      for (JsonNode node : Samples.jsonLines(file)) {
        String text = node.path("text").asText();
        if (node.has("segments")) {
          samples.add(new Sample(node.path("case").asText(), () -> segments(node, text)));
        } else if (node.has("label")) {
          samples.add(
              new Sample(
                  "keyword " + Verdict.shown(text),
                  () -> keyword(node.path("label").asText(), text)));
        }
      }
    }
    return samples;
  }

  private static Verdict segments(JsonNode node, String text) {
    SmsSegments found = SmsSegments.of(text);
    Verdict segments =
        Verdict.same("the number of segments", node.path("segments").asInt(), found.segments());
    return segments instanceof Verdict.Agrees && node.has("encoding")
        ? Verdict.same(
            "the encoding",
            node.path("encoding").asText().replaceAll("\\W", ""),
            found.encoding().name().replace("_", ""))
        : segments;
  }

  private static Verdict keyword(String label, String text) {
    Keyword found = Keywords.of(text);
    String word =
        switch (found) {
          case STOP -> "opt_out";
          case START -> "opt_in";
          case HELP -> "help";
          case null -> "none";
        };
    return label.equals("ambiguous")
        ? new Verdict.Read()
        : Verdict.same("its meaning", label, word);
  }
}
