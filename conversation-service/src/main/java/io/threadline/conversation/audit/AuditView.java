package io.threadline.conversation.audit;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.threadline.conversation.core.audit.AuditChain.Link;
import io.threadline.conversation.core.audit.AuditEntry;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the audit log as the API shows it.
 *
 * @param number from 1, without gaps
 * @param actor the login name, or {@code system}
 * @param detail ids and settings, as they were written
 * @param note what the actor typed about it; null if nothing, or if it was erased
 * @param hash of the entry and all before it
 */
public record AuditView(
    long number,
    Instant at,
    String actor,
    String action,
    String subjectKind,
    UUID subjectId,
    @JsonRawValue @Schema(type = SchemaType.OBJECT) String detail,
    @Nullable String note,
    String hash) {

  static AuditView of(Link link, @Nullable String note) {
    AuditEntry entry = link.entry();
    return new AuditView(
        entry.number(),
        entry.at(),
        entry.actor(),
        entry.action(),
        entry.subjectKind(),
        entry.subjectId(),
        entry.detail(),
        note,
        link.hash());
  }
}
