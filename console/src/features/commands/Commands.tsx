import { useEffect, useState } from "react";
import { CommandBar } from "./CommandBar";
import { onKey, useCommand } from "./commands";
import { Help } from "./Help";

/** Listens to the keyboard for the whole page; holds the command bar and the help. */
export function Commands() {
  const [open, setOpen] = useState<"bar" | "help" | null>(null);
  useEffect(() => {
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  useCommand("bar", () => setOpen("bar"));
  useCommand("help", () => setOpen("help"));
  const close = () => setOpen(null);
  return (
    <>
      {open === "bar" && <CommandBar onClose={close} />}
      {open === "help" && <Help onClose={close} />}
    </>
  );
}
