package io.threadline.conversation.core.audit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One act of the audit log.
 *
 * @param number from 1, without gaps, per tenant
 * @param at to the microsecond, as PostgreSQL keeps it
 * @param actor the login name, or {@code system}
 * @param action as {@code customers-merged}
 * @param subjectKind what was acted on, as {@code customer}
 * @param detail a JSON object of ids and settings, exactly as it was written; no personal data
 * @param noteHash hex of {@link AuditChain#noteHash}; null where nobody typed anything
 */
public record AuditEntry(
    UUID tenant,
    long number,
    Instant at,
    String actor,
    String action,
    String subjectKind,
    UUID subjectId,
    String detail,
    @Nullable String noteHash) {}
