import { useEffect, useRef, useState } from "react";
import { drafts } from "./drafts";

const SETTLE_MILLIS = 300;

/** A text that is kept as it is written. `clear` empties the field; the draft goes when it is forgotten. */
export function useDraft(name: string): [string, (text: string) => void, () => { forget: () => void }] {
  const [text, setText] = useState("");
  const written = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    let wanted = true;
    written.current = false;
    setText("");
    void drafts.read(name).then((draft) => {
      if (wanted && !written.current) {
        setText(draft);
      }
    });
    return () => {
      wanted = false;
    };
  }, [name]);

  const write = (next: string) => {
    written.current = true;
    setText(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void drafts.write(name, next), SETTLE_MILLIS);
  };
  const clear = () => {
    clearTimeout(timer.current);
    void drafts.write(name, text);
    setText("");
    return {
      forget: () => void drafts.read(name).then((draft) => (draft === text ? drafts.write(name, "") : undefined)),
    };
  };
  return [text, write, clear];
}
