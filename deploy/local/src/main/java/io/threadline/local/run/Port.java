package io.threadline.local.run;

/** The ports of the local run; a run may shift all of them by one offset. */
public enum Port {
  GATEWAY(8080, "the gateway"),
  INGEST(8081, "ingest-service"),
  ROUTING(8082, "routing-service"),
  CONVERSATION(8083, "conversation-service"),
  KPI(8084, "kpi-service"),
  SMTP_LISTENER(2525, "the SMTP listener of ingest-service"),
  SIMULATORS(8090, "the provider simulators"),
  SMTP_SINK(2526, "the simulated mail server"),
  KAFKA(9092, "Kafka"),
  POSTGRES(5432, "PostgreSQL"),
  SECOND_ROUTING(8102, "the second routing-service, further ones behind it");

  private final int standard;
  private final String purpose;

  Port(int standard, String purpose) {
    this.standard = standard;
    this.purpose = purpose;
  }

  /** The port's number in a run with that offset. */
  public int at(int offset) {
    return standard + offset;
  }

  /** What listens there, in words. */
  public String purpose() {
    return purpose;
  }

  /** The HTTP URL there, without a slash at the end. */
  public String url(int offset) {
    return "http://localhost:" + at(offset);
  }
}
