package io.threadline.ingest.account;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A channel account as administrators edit it. Row-level security bounds it to the tenant. */
@Entity
@Table(name = "channel_account")
public class ChannelAccountRow extends PanacheEntityBase {
  @Id public UUID id = new UUID(0, 0);

  @Column(name = "tenant_id", nullable = false, updatable = false)
  public UUID tenantId = new UUID(0, 0);

  @Column(nullable = false)
  public String channel = "";

  @Column(nullable = false)
  public String provider = "";

  @Column(name = "display_name", nullable = false)
  public String displayName = "";

  @Column(nullable = false)
  public String address = "";

  public @Nullable String queue;

  public @Nullable String language;

  @JdbcTypeCode(SqlTypes.JSON)
  @Column(nullable = false)
  public Map<String, String> settings = new HashMap<>();

  /** A JSON object of all secrets, sealed. */
  @Column(nullable = false)
  public byte[] secrets = new byte[0];

  @Column(name = "key_hash", nullable = false, updatable = false)
  public String keyHash = "";

  @Version public long version;

  @Column(name = "created_at", insertable = false, updatable = false)
  public @Nullable Instant createdAt;

  @Column(name = "updated_at")
  public Instant updatedAt = Instant.EPOCH;
}
