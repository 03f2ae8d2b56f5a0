import type { ReactNode } from "react";
import { Button as AriaButton, type ButtonProps as AriaButtonProps, TooltipTrigger, Tooltip } from "react-aria-components";
import { Icon, type IconName } from "./Icon";

interface ButtonProps extends Omit<AriaButtonProps, "className" | "children"> {
  look?: "plain" | "primary" | "bare" | "danger";
  small?: boolean;
  icon?: IconName;
  /** For a button that is on or off. */
  pressed?: boolean;
  children?: ReactNode;
}

export function Button({ look = "plain", small = false, icon, pressed, children, ...rest }: ButtonProps) {
  return (
    <AriaButton
      {...rest}
      aria-pressed={pressed}
      className={`button ${look === "plain" ? "" : look} ${small ? "small" : ""}`}
    >
      {icon && <Icon name={icon} />}
      {children}
    </AriaButton>
  );
}

interface IconButtonProps extends Omit<ButtonProps, "children" | "icon"> {
  icon: IconName;
  /** What the button does: read aloud, and shown on hover. */
  label: string;
}

export function IconButton({ icon, label, look = "bare", small, pressed, ...rest }: IconButtonProps) {
  return (
    <TooltipTrigger delay={500}>
      <AriaButton
        {...rest}
        aria-label={label}
        aria-pressed={pressed}
        className={`button icon-only ${look === "plain" ? "" : look} ${small ? "small" : ""}`}
      >
        <Icon name={icon} />
      </AriaButton>
      <Tooltip className="tooltip">{label}</Tooltip>
    </TooltipTrigger>
  );
}

export type Tone = "plain" | "good" | "warn" | "bad" | "info";

export function Badge({ tone = "plain", children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`badge ${tone}`}>{children}</span>;
}

/** What stands where there is nothing: why, and what to do about it. */
export function Empty({ icon, title, children }: { icon: IconName; title: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <Icon name={icon} />
      <h2>{title}</h2>
      {children}
    </div>
  );
}

export function Avatar({ name }: { name: string }) {
  const letter = [...name.replace(/^[^\p{L}\p{N}]+/u, "")][0] ?? "?";
  return (
    <span className="avatar" aria-hidden="true">
      {letter.toUpperCase()}
    </span>
  );
}
