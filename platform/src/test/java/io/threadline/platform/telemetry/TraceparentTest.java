package io.threadline.platform.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.threadline.platform.id.Ids;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TraceparentTest {
  private static final String TEXT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  @Test
  void carriesATraceAsText() {
    try (Scope scope = Traceparent.contextOf(TEXT).makeCurrent()) {
      assertThat(scope).isNotNull();
      assertThat(Traceparent.current()).isEqualTo(TEXT);
    }
  }

  @Test
  void beginsATraceWithAnEventAndLetsItsIdDecideWhetherItIsRecorded() {
    UUID id = UUID.fromString("01a20191-32c9-7327-861c-196c4fdaf654");
    assertThat(Traceparent.rootedAt(id, 1))
        .isEqualTo("00-01a2019132c97327861c196c4fdaf654-861c196c4fdaf654-01");
    assertThat(Traceparent.rootedAt(id, 0)).endsWith("-00");
    long recorded =
        Stream.generate(Ids::next)
            .limit(10_000)
            .filter(each -> Traceparent.rootedAt(each, 0.25).endsWith("-01"))
            .count();
    assertThat(recorded).isBetween(2_200L, 2_800L);
  }

  @Test
  void takesNonsenseForNoTrace() {
    assertThat(Traceparent.current()).isNull();
    assertThat(Span.fromContext(Traceparent.contextOf("nonsense")).getSpanContext().isValid())
        .isFalse();
    assertThat(Span.fromContext(Traceparent.contextOf(null)).getSpanContext().isValid()).isFalse();
  }
}
