import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import "./design/base.css";
import "./design/parts.css";
import { applyPreferences } from "./features/preferences/preferences";
import { Issuer } from "./session/issuer";
import { session } from "./session/session";

session.refresh = async (token) => (await Issuer.find()).refresh(token);
await applyPreferences();
createRoot(document.getElementById("root")!).render(<App />);
