package io.threadline.kpi;

import io.quarkus.runtime.StartupEvent;
import io.threadline.contracts.Topic;
import io.threadline.kpi.projection.Rebuild;
import io.threadline.kpi.telemetry.Lag;
import io.threadline.platform.database.Transactions;
import io.threadline.platform.inbox.Consumers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Brings the aggregates in line with the declarations, then begins to consume. */
@ApplicationScoped
class Startup {
  private static final Logger LOG = Logger.getLogger(Startup.class);
  private static final String GROUP = "kpi";
  private static final Set<Topic> TOPICS =
      Set.of(Topic.CONVERSATION_EVENTS, Topic.ROUTING_EVENTS, Topic.MESSAGES_STATUS);

  void start(
      @Observes StartupEvent event,
      Tenants tenants,
      Transactions transactions,
      Rebuild rebuild,
      Consumers consumers,
      Lag handler,
      KpiConfig config) {
    for (UUID tenant : tenants.all()) {
      boolean rebuilt =
          transactions.inTenant(tenant, connection -> rebuild.ifChanged(connection, tenant));
      if (rebuilt) {
        LOG.infof("the declarations have changed: built the aggregates of %s anew", tenant);
      }
    }
    for (int i = 0; i < config.consumers(); i++) {
      consumers.start(GROUP, TOPICS, handler);
    }
  }
}
