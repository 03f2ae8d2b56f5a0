package io.threadline.bench.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import io.threadline.contracts.Channel;
import io.threadline.platform.address.Addresses;
import io.threadline.platform.address.PhoneNumber;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Phone numbers with their E.164 spelling, as libphonenumber's and gov.uk's own tests have them.
 */
final class PhoneSet implements CorpusSet {
  private static final String UNKNOWN_REGION = "ZZ";

  @Override
  public String name() {
    return "phone";
  }

  @Override
  public List<Sample> samples(Path data) {
    Path folder = data.resolve("phone/expectations");
    List<Sample> samples = new ArrayList<>();
    Path examples = folder.resolve("e164_examples.tsv");
    if (Files.exists(examples)) {
      Samples.text(examples)
          .lines()
          .skip(1)
          .map(line -> line.split("\t", -1))
          .filter(fields -> fields.length >= 5)
          .forEach(f -> samples.add(sample("example " + f[0] + ' ' + f[1], f[2], f[3], f[4])));
    }
    for (JsonNode node : Samples.jsonLines(folder.resolve("parse_cases.jsonl"))) {
      // Some of libphonenumber's tests use numbering plans of their own.
      if (!node.path("real_metadata_agrees").isBoolean()
          || node.path("real_metadata_agrees").asBoolean()) {
        samples.add(
            sample(
                node.path("test").asText(),
                node.path("input").asText(),
                text(node.path("region")),
                text(node.path("e164"))));
      }
    }
    for (JsonNode node : Samples.jsonLines(folder.resolve("govuk_numbers.jsonl"))) {
      // Without a number it only says whom gov.uk would write to.
      if (node.path("e164").isTextual()) {
        samples.add(
            sample(
                node.path("group").asText(),
                node.path("input").asText(),
                "GB",
                node.path("e164").asText()));
      }
    }
    return samples;
  }

  private static @Nullable String text(JsonNode node) {
    return node.isTextual() ? node.asText() : null;
  }

  private static Sample sample(
      String group, String input, @Nullable String region, @Nullable String e164) {
    String place = region == null || region.equals(UNKNOWN_REGION) ? null : region;
    return new Sample(
        "%s: %s in %s".formatted(group, input, region), () -> judge(input, place, e164));
  }

  /** What customers are compared by may differ where one subscriber has two spellings. */
  private static Verdict judge(String input, @Nullable String region, @Nullable String e164) {
    String read = text(PhoneNumber.e164(input, region));
    if (e164 == null) {
      return Verdict.same(
          "the number", "rejected", text(Addresses.normalise(Channel.SMS, input, region)));
    }
    return Verdict.same("the number", e164, read);
  }

  private static String text(Addresses.Result result) {
    return switch (result) {
      case Addresses.Normalised(String address) -> address;
      case Addresses.Rejected _ -> "rejected";
    };
  }
}
