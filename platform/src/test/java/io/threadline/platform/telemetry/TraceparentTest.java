package io.threadline.platform.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
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
  void takesNonsenseForNoTrace() {
    assertThat(Traceparent.current()).isNull();
    assertThat(Span.fromContext(Traceparent.contextOf("nonsense")).getSpanContext().isValid())
        .isFalse();
    assertThat(Span.fromContext(Traceparent.contextOf(null)).getSpanContext().isValid()).isFalse();
  }
}
