import { Component, type ReactNode } from "react";
import { Button, Empty } from "../design/parts";
import { t } from "../i18n/i18n";

/** Keeps a page that breaks from taking the rest with it. */
export class Boundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    return this.state.broken ? (
      <Empty icon="alert" title={t("app.broken")}>
        <Button onPress={() => location.reload()}>{t("app.reload")}</Button>
      </Empty>
    ) : (
      this.props.children
    );
  }
}
