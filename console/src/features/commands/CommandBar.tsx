import { useState } from "react";
import {
  Autocomplete,
  Dialog,
  Input,
  ListBox,
  ListBoxItem,
  Modal,
  ModalOverlay,
  SearchField,
  useFilter,
} from "react-aria-components";
import { go } from "../../app/route";
import { t } from "../../i18n/i18n";
import { COMMANDS, type CommandId, keyOf, run, shown, useAbleCommands } from "./commands";
import "./commands.css";

/** Everything that can be done here, found by typing. Text that names no command is searched for. */
export function CommandBar({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState("");
  const { contains } = useFilter({ sensitivity: "base" });
  const commands = useAbleCommands().filter((id) => id !== "bar" && contains(t(COMMANDS[id].text), text));
  const items = [
    ...commands.map((id) => ({ id: id as string, text: t(COMMANDS[id].text), key: shown(keyOf(id)) })),
    ...(text.trim() === "" ? [] : [{ id: "find", text: t("command.find", { text: text.trim() }), key: "" }]),
  ];
  const act = (id: string) => {
    onClose();
    if (id === "find") {
      go({ page: "search", query: text.trim(), ticket: null });
    } else {
      // After the bar has gone and given the focus back.
      requestAnimationFrame(() => run(id as CommandId));
    }
  };
  return (
    <ModalOverlay className="veil" isOpen isDismissable onOpenChange={(open) => !open && onClose()}>
      <Modal>
        <Dialog className="dialog bar" aria-label={t("command.bar")}>
          <Autocomplete inputValue={text} onInputChange={setText}>
            <SearchField aria-label={t("command.bar")} autoFocus>
              <Input className="input" placeholder={t("command.placeholder")} dir="auto" />
            </SearchField>
            <ListBox
              aria-label={t("command.bar")}
              className="bar-list"
              items={items}
              onAction={(id) => act(String(id))}
              renderEmptyState={() => <p className="quiet-text">{t("command.none")}</p>}
            >
              {(item) => (
                <ListBoxItem className="choice spread" textValue={item.text}>
                  <span dir="auto">{item.text}</span>
                  {item.key !== "" && <kbd dir="ltr">{item.key}</kbd>}
                </ListBoxItem>
              )}
            </ListBox>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
