import type { ReactNode } from "react";
import { Checkbox as AriaCheckbox, type CheckboxProps } from "react-aria-components";
import { Icon } from "./Icon";

export function Checkbox({ children, ...rest }: Omit<CheckboxProps, "children"> & { children: ReactNode }) {
  return (
    <AriaCheckbox {...rest} className="checkbox">
      {({ isSelected }) => (
        <>
          <span className="box">{isSelected && <Icon name="check" />}</span>
          {children}
        </>
      )}
    </AriaCheckbox>
  );
}
