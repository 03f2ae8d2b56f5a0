package io.threadline.ingest.accept;

import io.threadline.ingest.spool.Spool;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready means: what arrives now can be made durable, by Kafka or by the spool. */
@Readiness
@ApplicationScoped
public class CanAccept implements HealthCheck {
  private final Acceptor acceptor;
  private final Spool spool;

  public CanAccept(Acceptor acceptor, Spool spool) {
    this.acceptor = acceptor;
    this.spool = spool;
  }

  @Override
  public HealthCheckResponse call() {
    boolean spooling = acceptor.isSpooling();
    return HealthCheckResponse.named("can-accept")
        .status(!spooling || spool.hasRoom())
        .withData("spooling", spooling)
        .withData("spoolRecords", spool.records())
        .build();
  }
}
