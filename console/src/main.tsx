import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import "./design/base.css";
import "./design/parts.css";
import { applyPreferences } from "./features/preferences/preferences";

await applyPreferences();
createRoot(document.getElementById("root")!).render(<App />);
