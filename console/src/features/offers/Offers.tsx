import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { post, Problem } from "../../api/client";
import { offersQuery } from "../../api/queries";
import type { Offer } from "../../api/types";
import { go } from "../../app/route";
import { Icon } from "../../design/Icon";
import { IconButton } from "../../design/parts";
import { t } from "../../i18n/i18n";
import { useCommand } from "../commands/commands";
import { OfferCard } from "./OfferCard";
import { missed } from "./missed";
import "./offers.css";

/** The offers that wait for this agent, the oldest first, and those that were missed. */
export function Offers() {
  const queries = useQueryClient();
  const { data: offers = [] } = useQuery({ ...offersQuery, refetchInterval: 20_000 });
  const ended = missed.use();
  const first = offers[0];

  const answer = useMutation({
    mutationFn: ({ offer, accept }: { offer: Offer; accept: boolean }) =>
      post(`/api/agents/me/offers/${offer.id}/${accept ? "accept" : "decline"}`),
    onMutate: ({ offer }) => remove(offer),
    onSuccess: (_, { offer, accept }) => {
      if (accept) {
        go({ page: "inbox", view: "mine", ticket: offer.ticketId });
        void queries.invalidateQueries({ queryKey: ["ticket", offer.ticketId] });
        void queries.invalidateQueries({ queryKey: ["tickets"] });
      }
    },
    onError: (problem, { offer }) => {
      if (!(problem instanceof Problem && problem.status === 409)) {
        void queries.invalidateQueries({ queryKey: offersQuery.queryKey });
      } else if (problem.members.state !== "accepted") {
        missed.heard({
          offerId: offer.id,
          ticketId: offer.ticketId,
          agent: "",
          outcome: "TIMED_OUT",
          at: new Date().toISOString(),
        });
      }
    },
  });
  const remove = (offer: Offer) =>
    queries.setQueryData<Offer[]>(offersQuery.queryKey, (known) => known?.filter((each) => each.id !== offer.id));

  useCommand("accept", () => first && answer.mutate({ offer: first, accept: true }), first !== undefined);
  useCommand("decline", () => first && answer.mutate({ offer: first, accept: false }), first !== undefined);

  return (
    <section className="offers" aria-label={t("offer.title")}>
      <div aria-live="assertive" className="only-spoken">
        {first && t("offer.announced", { queue: first.queue })}
      </div>
      {offers.map((offer, index) => (
        <OfferCard
          key={offer.id}
          offer={offer}
          first={index === 0}
          onAccept={() => answer.mutate({ offer, accept: true })}
          onDecline={() => answer.mutate({ offer, accept: false })}
          onExpired={() => remove(offer)}
        />
      ))}
      {ended.map((offer) => (
        <p key={offer.offerId} className="notice missed" role="status">
          <Icon name="clock" />
          <span className="grow">
            {t(
              offer.outcome === "TIMED_OUT"
                ? "offer.timedOut"
                : offer.outcome === "CANCELED"
                  ? "offer.canceled"
                  : "offer.rescinded",
            )}
          </span>
          <IconButton icon="close" label={t("app.close")} small onPress={() => missed.putAway(offer.offerId)} />
        </p>
      ))}
    </section>
  );
}
