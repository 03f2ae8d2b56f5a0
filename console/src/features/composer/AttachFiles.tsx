import { useState } from "react";
import { FileTrigger } from "react-aria-components";
import { Problem, upload } from "../../api/client";
import { Badge, IconButton } from "../../design/parts";
import { t } from "../../i18n/i18n";

/** A file that the service has taken. */
export interface Attached {
  id: string;
  fileName: string;
}

interface AttachFilesProps {
  files: Attached[];
  onChange: (change: (files: Attached[]) => Attached[]) => void;
}

/** Files that leave with the reply. They are sent to the service at once, which looks at what they are. */
export function AttachFiles({ files, onChange }: AttachFilesProps) {
  const [failure, setFailure] = useState<string | null>(null);
  const [waiting, setWaiting] = useState(0);
  const take = async (chosen: FileList | null) => {
    setFailure(null);
    for (const file of chosen ?? []) {
      setWaiting((count) => count + 1);
      try {
        const taken = await upload<Attached>(`/api/attachments?fileName=${encodeURIComponent(file.name)}`, file);
        onChange((known) => [...known, taken]);
      } catch (problem) {
        setFailure(problem instanceof Problem ? problem.detail : String(problem));
      } finally {
        setWaiting((count) => count - 1);
      }
    }
  };
  return (
    <>
      <FileTrigger allowsMultiple onSelect={(chosen) => void take(chosen)}>
        <IconButton icon="clip" small label={t("composer.attach")} />
      </FileTrigger>
      {files.map((file) => (
        <Badge key={file.id} tone="info">
          <bdi className="clip">{file.fileName}</bdi>
          <IconButton
            icon="close"
            small
            label={t("composer.detach", { name: file.fileName })}
            onPress={() => onChange((known) => known.filter((each) => each.id !== file.id))}
          />
        </Badge>
      ))}
      <span role="status" className="small quiet-text">
        {waiting > 0 && t("composer.uploading")}
      </span>
      {failure !== null && (
        <span role="alert" className="small over">
          <bdi>{failure}</bdi>
        </span>
      )}
    </>
  );
}
