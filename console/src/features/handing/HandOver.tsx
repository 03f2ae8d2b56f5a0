import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Dialog, DialogTrigger, Heading, Modal, ModalOverlay } from "react-aria-components";
import { post, Problem } from "../../api/client";
import { agentsQuery, queuesQuery } from "../../api/queries";
import type { Ticket } from "../../api/types";
import { Button, IconButton } from "../../design/parts";
import { Select } from "../../design/Select";
import { t, tOr } from "../../i18n/i18n";
import { useCommand } from "../commands/commands";

/** Passes a ticket on, to a queue or to a colleague, or asks one to join. */
export function HandOver({ ticket }: { ticket: Ticket }) {
  const [open, setOpen] = useState(false);
  useCommand("transfer", () => setOpen(true));
  return (
    <DialogTrigger isOpen={open} onOpenChange={setOpen}>
      <IconButton icon="transfer" label={t("command.transfer")} />
      <ModalOverlay className="veil" isDismissable>
        <Modal>
          <Dialog className="dialog stack">
            <div className="row spread">
              <Heading slot="title">{t("command.transfer")}</Heading>
              <IconButton icon="close" label={t("app.close")} onPress={() => setOpen(false)} />
            </div>
            <HandOverForm ticket={ticket} onDone={() => setOpen(false)} />
          </Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
}

type Way = "transfer" | "consult" | "consult/complete";

function HandOverForm({ ticket, onDone }: { ticket: Ticket; onDone: () => void }) {
  const queries = useQueryClient();
  const { data: agents = [] } = useQuery(agentsQuery);
  const { data: queues = [] } = useQuery(queuesQuery);
  const [target, setTarget] = useState("");
  const [kind, name] = [target.slice(0, target.indexOf(":")), target.slice(target.indexOf(":") + 1)];

  const hand = useMutation({
    mutationFn: ({ way, body }: { way: Way; body: unknown }) => post(`/api/routing/tickets/${ticket.id}/${way}`, body),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ["tickets"] });
      void queries.invalidateQueries({ queryKey: ["ticket", ticket.id] });
      onDone();
    },
  });
  const go = (way: Way) => hand.mutate({ way, body: { [kind]: name } });
  const colleagues = agents.filter((agent) => agent.login !== ticket.assignee);
  return (
    <>
      <Select
        label={t("handing.to")}
        value={target}
        onChange={setTarget}
        options={[
          ...queues.map((queue): [string, string] => [`queue:${queue.name}`, queue.displayName]),
          ...colleagues.map((agent): [string, string] => [
            `agent:${agent.login}`,
            `${agent.displayName} (${tOr("presence", agent.presence)})`,
          ]),
        ]}
      />
      {hand.error instanceof Problem && (
        <p className="notice bad" role="alert">
          <bdi>{hand.error.detail}</bdi>
        </p>
      )}
      <div className="row wrap">
        <Button look="primary" icon="transfer" isDisabled={target === "" || hand.isPending} onPress={() => go("transfer")}>
          {t("handing.transfer")}
        </Button>
        <Button icon="user" isDisabled={target === "" || hand.isPending} onPress={() => go("consult")}>
          {t("handing.consult")}
        </Button>
        <Button
          look="bare"
          isDisabled={hand.isPending}
          onPress={() => hand.mutate({ way: "consult/complete", body: { handOver: false } })}
        >
          {t("handing.done")}
        </Button>
      </div>
      <p className="small quiet-text">{t("handing.hint")}</p>
    </>
  );
}
