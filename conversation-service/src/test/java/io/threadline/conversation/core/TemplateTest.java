package io.threadline.conversation.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateTest {
  private static final Map<String, String> VALUES =
      Map.of("customer.name", "Արամ $1 \\ {{x}}", "empty", " ");

  @Test
  void valuesStandWhereTheirVariablesStood() {
    assertThat(new Template("Dear {{ customer.name }}, hello {{customer.name}}").fill(VALUES))
        .isEqualTo(new Template.Filled("Dear Արամ $1 \\ {{x}}, hello Արամ $1 \\ {{x}}", List.of()));
  }

  @Test
  void withoutAValueTheWordAfterTheBarStandsElseTheVariableIsNamed() {
    assertThat(new Template("Dear {{empty|customer}} {{none|}}!{{none}} {{none}}").fill(VALUES))
        .isEqualTo(new Template.Filled("Dear customer !{{none}} {{none}}", List.of("none")));
  }

  @Test
  void bracesThatAreNoVariablesStay() {
    assertThat(new Template("{{}} {{1}} {x} }}{{").fill(VALUES).text())
        .isEqualTo("{{}} {{1}} {x} }}{{");
    assertThat(Template.leftIn("{{}} a {{b.c|d}} {{e}}")).containsExactly("b.c", "e");
  }

  @Test
  void mentionsAreLoginNamesAndNoAddresses() {
    assertThat(Mentions.of("@agent2 and (@Արամ.x), not ann@example.com; @agent2. @AGENT3!"))
        .containsExactly("agent2", "արամ.x", "agent3");
    assertThat(Mentions.of("@ @- a@b")).isEmpty();
  }
}
