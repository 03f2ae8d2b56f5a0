package io.threadline.conversation.customer;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people edit of a customer. Read and written inside a tenant's transaction only. */
@Entity
@Table(name = "customer")
public class CustomerProfile extends PanacheEntityBase {
  @Id public UUID id;

  @Column(name = "tenant_id", updatable = false)
  public UUID tenantId;

  @Column(name = "display_name")
  public @Nullable String displayName;

  @Column(name = "birth_date")
  public @Nullable LocalDate birthDate;

  @Version public long version;

  @Column(name = "merged_into", insertable = false, updatable = false)
  public @Nullable UUID mergedInto;

  @Column(name = "created_at", updatable = false)
  public Instant createdAt;
}
