import { useQuery } from "@tanstack/react-query";
import { customerQuery } from "../../api/queries";
import type { Ticket } from "../../api/types";

/** The name that a ticket's customer goes by. */
export function CustomerName({ ticket }: { ticket: Ticket }) {
  const { data } = useQuery({ ...customerQuery(ticket.customerId), enabled: ticket.customerName === undefined });
  return <>{ticket.customerName ?? data?.displayName ?? "…"}</>;
}
