package io.threadline.ingest.channel.twilio.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FormTest {
  @Test
  void decodesEscapesPlusesAndUtf8() {
    Form form = parse("From=%2B1500&Body=a+b%26c%3Dd+%C3%A9&Empty=&Flag");
    assertThat(form.first("From")).isEqualTo("+1500");
    assertThat(form.first("Body")).isEqualTo("a b&c=d é");
    assertThat(form.first("Empty")).isEmpty();
    assertThat(form.first("Flag")).isEmpty();
    assertThat(form.text("Empty")).isNull();
    assertThat(form.first("Missing")).isNull();
    assertThat(form.defect()).isNull();
  }

  @Test
  void namesTheFirstThingThatIsMalformedAndReadsOn() {
    assertThat(parse("Body=100%").defect()).contains("'%'");
    assertThat(parse("Body=%zz").first("Body")).isEqualTo("%zz");
    assertThat(parse("Body=%FF").defect()).contains("UTF-8");
    assertThat(parse("a=1&".repeat(3_000)).defect()).contains("2000");
    assertThat(parse("").parameters()).isEmpty();
  }

  private static Form parse(String body) {
    return Form.parse(body.getBytes(StandardCharsets.UTF_8));
  }
}
