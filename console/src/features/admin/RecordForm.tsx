import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { Problem } from "../../api/client";
import { Checkbox } from "../../design/Checkbox";
import { Button } from "../../design/parts";
import { t } from "../../i18n/i18n";
import type { Field, Form, Section } from "./sections";

/** A record's values, to be changed and saved. What the service refuses is said in its words. */
export function RecordForm({ section, record }: { section: Section<unknown>; record: unknown }) {
  const queries = useQueryClient();
  const [form, setForm] = useState<Form>(() => (record === null ? {} : section.toForm(record)));
  const save = useMutation({
    mutationFn: () => section.save(form, record),
    onSuccess: () => void queries.invalidateQueries({ queryKey: section.query.queryKey }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form className="stack" onSubmit={submit}>
      {section.fields.map((field) => (
        <FieldInput
          key={field.name}
          field={field}
          value={form[field.name] ?? ""}
          isFixed={field.once === true && record !== null}
          onChange={(value) => setForm((known) => ({ ...known, [field.name]: value }))}
        />
      ))}
      {save.error instanceof Problem && (
        <p className="notice bad" role="alert">
          <bdi>{save.error.detail}</bdi>
        </p>
      )}
      <div className="row">
        <Button look="primary" type="submit" isDisabled={save.isPending}>
          {t("app.save")}
        </Button>
        <span role="status" className="quiet-text">
          {save.isSuccess && t("app.saved")}
        </span>
      </div>
    </form>
  );
}

interface FieldInputProps {
  field: Field;
  value: string;
  isFixed: boolean;
  onChange: (value: string) => void;
}

function FieldInput({ field, value, isFixed, onChange }: FieldInputProps) {
  const id = useId();
  if (field.kind === "flag") {
    return (
      <Checkbox isSelected={value === "true"} onChange={(chosen) => onChange(chosen ? "true" : "")}>
        {t(field.text)}
      </Checkbox>
    );
  }
  const shared = {
    id,
    className: "input",
    dir: "auto",
    value,
    readOnly: isFixed,
    "aria-describedby": field.hint === undefined ? undefined : `${id}-hint`,
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  };
  return (
    <div className="field">
      <label htmlFor={id}>{t(field.text)}</label>
      {field.kind === "lines" ? (
        <textarea {...shared} rows={3} />
      ) : (
        <input
          {...shared}
          type={field.kind === "number" ? "number" : field.kind === "secret" ? "password" : "text"}
          autoComplete="off"
        />
      )}
      {field.hint !== undefined && (
        <span id={`${id}-hint`} className="hint">
          {t(field.hint)}
        </span>
      )}
    </div>
  );
}
