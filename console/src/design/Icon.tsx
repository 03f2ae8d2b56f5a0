/** One path each, on a grid of 24. */
const PATHS = {
  inbox: "M4 13l2.6-8h10.8L20 13v6H4zM4 13h5l1.5 2.5h3L15 13h5",
  search: "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14M16 16l4.5 4.5",
  board: "M4 20V10M10 20V4M16 20v-7M21 20H3",
  settings: "M4 7h10M18 7h2M4 17h2M10 17h10M16 5v4M8 15v4",
  user: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8M4.5 20.5a7.5 7.5 0 0 1 15 0",
  sms: "M4 5h16v11H10l-4 3.5V16H4zM8 9h8M8 12h5",
  whatsapp: "M4 20l1.3-4A8 8 0 1 1 8 18.8zM9 9c0 3 3 6 6 6l1-2-2-1-1 1-2-2 1-1-1-2z",
  email: "M3.5 6h17v12h-17zM3.5 7l8.5 6 8.5-6",
  chat: "M4 5h16v11H12l-5 4v-4H4z",
  note: "M6 3.5h9l4 4v13H6zM15 3.5v4h4M9 12h7M9 16h5",
  check: "M5 12.5l4.5 4.5L19 7.5",
  twoChecks: "M2.5 12.5L7 17l8-9M11 16l1 1 9-9.5",
  clock: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17M12 7.5V12l3 2",
  alert: "M12 4l9 16H3zM12 10v4M12 17v.2",
  close: "M6 6l12 12M18 6L6 18",
  send: "M4 12l16-8-6 16-3-6.5zM11 13.5L20 4",
  back: "M14.5 6l-6 6 6 6",
  forward: "M9.5 6l6 6-6 6",
  down: "M6 9.5l6 6 6-6",
  retry: "M19 12a7 7 0 1 1-2.5-5.4M19 4v4h-4",
  more: "M5 12h.1M12 12h.1M19 12h.1",
  bell: "M6 16V11a6 6 0 1 1 12 0v5l1.5 2h-15zM10 20.5h4",
  help: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17M9.7 9.5a2.4 2.4 0 1 1 3.4 2.3c-.8.4-1.1.9-1.1 1.9M12 16.6v.2",
  logOut: "M14 4.5H5v15h9M10 12h10M16.5 8.5L20 12l-3.5 3.5",
  transfer: "M4 8h13M14 4.5L17.5 8 14 11.5M20 16H7M10 12.5L6.5 16l3.5 3.5",
  snooze: "M5 5h6l-6 7h6M14 11h5l-5 6h5",
  plus: "M12 5v14M5 12h14",
  star: "M12 4l2.5 5.2 5.5.8-4 4 1 5.6-5-2.7-5 2.7 1-5.6-4-4 5.5-.8z",
  eye: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12M12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5",
  clip: "M20 11l-8 8a5 5 0 0 1-7-7l8.5-8.5a3.5 3.5 0 0 1 5 5L10 17a2 2 0 0 1-3-3l7.5-7.5",
} as const;

export type IconName = keyof typeof PATHS;

const TURNING = new Set<IconName>(["back", "forward", "send", "logOut"]);

export function Icon({ name, className = "" }: { name: IconName; className?: string }) {
  const turns = TURNING.has(name) ? "turns" : "";
  return (
    <svg className={`icon ${turns} ${className}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}

/** The icon of a channel; channels are an open set, so an unknown one has one too. */
export function channelIcon(channel: string | null): IconName {
  return channel !== null && channel in PATHS ? (channel as IconName) : "chat";
}
