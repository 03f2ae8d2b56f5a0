import { useEffect, useState } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { Button, IconButton } from "../../design/parts";
import { t } from "../../i18n/i18n";
import { prefer, usePreferences } from "../preferences/preferences";
import { chordOf, COMMANDS, type CommandId, keyOf, shown } from "./commands";
import "./commands.css";

/** All keys, and where they are changed: press one, then the keys it is to have. */
export function Help({ onClose }: { onClose: () => void }) {
  const { keys } = usePreferences();
  const [changing, setChanging] = useState<CommandId | null>(null);
  useEffect(() => {
    if (changing === null) {
      return;
    }
    const take = (event: KeyboardEvent) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      if (!/^(Control|Alt|Shift|Meta)/.test(event.code)) {
        if (event.code !== "Escape") {
          void prefer({ keys: { ...keys, [changing]: chordOf(event) } });
        }
        setChanging(null);
      }
    };
    addEventListener("keydown", take, true);
    return () => removeEventListener("keydown", take, true);
  }, [changing, keys]);
  return (
    <ModalOverlay className="veil" isOpen isDismissable onOpenChange={(open) => !open && onClose()}>
      <Modal>
        <Dialog className="dialog stack">
          <div className="row spread">
            <Heading slot="title">{t("command.help")}</Heading>
            <IconButton icon="close" label={t("app.close")} onPress={onClose} />
          </div>
          <p className="quiet-text">{t("command.remap")}</p>
          <ul className="keys">
            {(Object.keys(COMMANDS) as CommandId[]).map((id) => (
              <li key={id} className="row spread">
                <span>{t(COMMANDS[id].text)}</span>
                <Button small onPress={() => setChanging(id)}>
                  {changing === id ? t("command.press") : <bdi dir="ltr">{shown(keyOf(id))}</bdi>}
                </Button>
              </li>
            ))}
          </ul>
          {Object.keys(keys).length > 0 && (
            <Button onPress={() => void prefer({ keys: {} })}>{t("command.reset")}</Button>
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
