import { Icon } from "../../design/Icon";
import { t } from "../../i18n/i18n";
import type { Viewer } from "./viewing";

/** Colleagues who have the same thread in front of them: two answers are worse than one. */
export function Viewers({ viewers }: { viewers: Viewer[] }) {
  const writing = viewers.filter((viewer) => viewer.typing);
  const shown = writing.length > 0 ? writing : viewers;
  return (
    <div role="status">
      {shown.length > 0 && (
        <p className={`viewers ${writing.length > 0 ? "writing" : ""}`}>
          <Icon name={writing.length > 0 ? "note" : "eye"} />
          {t(writing.length > 0 ? "thread.writing" : "thread.looking", {
            agents: shown.map((viewer) => viewer.agent).join(", "),
          })}
        </p>
      )}
    </div>
  );
}
