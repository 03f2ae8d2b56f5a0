import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { get, post, Problem } from "../../api/client";
import { mergesQuery } from "../../api/queries";
import type { Customer, Page } from "../../api/types";
import { Button } from "../../design/parts";
import { moment } from "../../i18n/format";
import { t } from "../../i18n/i18n";

/**
 * Two customers who are one person: merged by hand, with a reason, and taken apart again. Whatever
 * was merged says so here.
 */
export function Merges({ customer }: { customer: string }) {
  const queries = useQueryClient();
  const { data: merges = [] } = useQuery(mergesQuery(customer));
  const [address, setAddress] = useState("");
  const [reason, setReason] = useState("");
  const [found, setFound] = useState<Customer | "nobody" | null>(null);
  const settle = { onSuccess: () => void queries.invalidateQueries() };
  const merge = useMutation({
    mutationFn: (other: Customer) =>
      post(`/api/customers/${customer}/merges`, { customerId: other.id, reason }, { "Idempotency-Key": crypto.randomUUID() }),
    ...settle,
  });
  const undo = useMutation({
    mutationFn: (id: string) => post(`/api/customers/${customer}/merges/${id}/undo`, { reason: t("merge.undo") }),
    ...settle,
  });
  const find = async (event: FormEvent) => {
    event.preventDefault();
    const { items } = await get<Page<Customer>>("/api/customers", { address });
    setFound(items.find((each) => each.id !== customer) ?? "nobody");
  };
  const problem = merge.error ?? undo.error;
  return (
    <details>
      <summary className="small">{t("merge.title")}</summary>
      <div className="stack merge">
        <p className="small quiet-text">{t("merge.hint")}</p>
        <form className="row" onSubmit={(event) => void find(event)}>
          <input
            className="input"
            dir="auto"
            value={address}
            aria-label={t("merge.address")}
            placeholder={t("merge.address")}
            onChange={(event) => setAddress(event.target.value)}
          />
          <Button type="submit">{t("merge.find")}</Button>
        </form>
        {found === "nobody" && <p className="small">{t("merge.nobody")}</p>}
        {found !== null && found !== "nobody" && (
          <>
            <p>
              <bdi>{found.displayName}</bdi>
            </p>
            <input
              className="input"
              dir="auto"
              value={reason}
              aria-label={t("merge.reason")}
              placeholder={t("merge.reason")}
              onChange={(event) => setReason(event.target.value)}
            />
            <Button isDisabled={reason.trim() === "" || merge.isPending} onPress={() => merge.mutate(found)}>
              {t("merge.do")}
            </Button>
          </>
        )}
        {problem instanceof Problem && (
          <p className="notice bad" role="alert">
            <bdi>{problem.detail}</bdi>
          </p>
        )}
        <ul className="stack tight">
          {merges.map((each) => (
            <li key={each.id} className="small">
              {moment(each.mergedAt)} · <bdi>{each.mergedBy}</bdi>: <bdi>{each.reason}</bdi>
              {each.unmergedAt === null && (
                <Button small onPress={() => undo.mutate(each.id)}>
                  {t("merge.undo")}
                </Button>
              )}
            </li>
          ))}
        </ul>
      </div>
    </details>
  );
}
