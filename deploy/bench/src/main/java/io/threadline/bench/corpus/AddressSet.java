package io.threadline.bench.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import io.threadline.contracts.Channel;
import io.threadline.platform.address.Addresses;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Email addresses, valid and not. */
final class AddressSet implements CorpusSet {

  @Override
  public String name() {
    return "addresses";
  }

  @Override
  public List<Sample> samples(Path data) {
    List<Sample> samples = new ArrayList<>();
    for (Path file : Samples.files(data.resolve("addresses"))) {
      for (JsonNode node : Samples.jsonLines(file)) {
        String input = node.path("input").asText();
        if (node.path("valid").isBoolean()) {
          boolean valid = node.path("valid").asBoolean();
          samples.add(
              new Sample(
                  Verdict.shown(input), () -> Verdict.same("its validity", valid, isValid(input))));
        }
      }
    }
    return samples;
  }

  private static boolean isValid(String input) {
    return Addresses.normalise(Channel.EMAIL, input, null) instanceof Addresses.Normalised;
  }
}
