import type { Ticket } from "../../api/types";
import { t } from "../../i18n/i18n";

/** The name that a ticket's customer goes by. */
export function CustomerName({ ticket }: { ticket: Ticket }) {
  return <>{ticket.customerName ?? t("customer.title")}</>;
}
