import { Button, Label, ListBox, ListBoxItem, Popover, Select as AriaSelect, SelectValue } from "react-aria-components";
import { Icon } from "./Icon";

interface SelectProps {
  label: string;
  /** False to show the label to screen readers only. */
  labelShown?: boolean;
  value: string;
  /** Value and text of each. */
  options: [string, string][];
  onChange: (value: string) => void;
}

/** One of several. */
export function Select({ label, labelShown = true, value, options, onChange }: SelectProps) {
  return (
    <AriaSelect className="field" placeholder="…" value={value} onChange={(key) => onChange(String(key))} aria-label={labelShown ? undefined : label}>
      {labelShown && <Label>{label}</Label>}
      <Button className="button select">
        <SelectValue className="clip" />
        <Icon name="down" />
      </Button>
      <Popover className="popover">
        <ListBox items={options.map(([id, text]) => ({ id, text }))}>
          {(option) => (
            <ListBoxItem id={option.id} textValue={option.text} className="choice">
              {option.text}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
