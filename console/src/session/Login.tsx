import { type FormEvent, useEffect, useState } from "react";
import { Select } from "../design/Select";
import { Button } from "../design/parts";
import { prefer, usePreferences } from "../features/preferences/preferences";
import { type Language, LANGUAGES, t } from "../i18n/i18n";
import { Issuer } from "./issuer";
import { session } from "./session";
import "./login.css";

/** The door. The demo issuer has no page of its own, so it is asked from here. */
export function Login() {
  const { language } = usePreferences();
  const [issuer, setIssuer] = useState<Issuer | null>(null);
  const [failure, setFailure] = useState<"session.wrong" | "session.unreachable" | null>(null);

  const find = async () => {
    try {
      const found = await Issuer.find();
      const tokens = await found.tokensOnReturn();
      setFailure(null);
      setIssuer(found);
      if (tokens !== null) {
        session.begin(tokens);
      }
    } catch {
      setFailure("session.unreachable");
    }
  };
  useEffect(() => void find(), []);

  return (
    <main className="login">
      <section className="card stack" aria-labelledby="login-title">
        <img src="/console/icon.svg" alt="" width="44" height="44" />
        <h1 id="login-title">{t("session.title")}</h1>
        {failure !== null && (
          <p className="notice bad" role="alert">
            {t(failure)}
          </p>
        )}
        {issuer === null ? (
          failure !== null && <Button onPress={() => void find()}>{t("app.tryAgain")}</Button>
        ) : issuer.hasPages ? (
          <>
            <p className="quiet-text">{t("session.atIssuer")}</p>
            <Button look="primary" onPress={() => void issuer.leaveForPage()}>
              {t("session.logIn")}
            </Button>
          </>
        ) : (
          <PasswordForm issuer={issuer} onFailure={setFailure} />
        )}
        <Select
          label={t("preferences.language")}
          value={language}
          options={Object.entries(LANGUAGES)}
          onChange={(chosen) => void prefer({ language: chosen as Language })}
        />
      </section>
    </main>
  );
}

interface PasswordFormProps {
  issuer: Issuer;
  onFailure: (failure: "session.wrong" | "session.unreachable") => void;
}

function PasswordForm({ issuer, onFailure }: PasswordFormProps) {
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    try {
      const tokens = await issuer.withPassword(String(form.get("username")), String(form.get("password")));
      if (tokens === null) {
        onFailure("session.wrong");
      } else {
        session.begin(tokens);
      }
    } catch {
      onFailure("session.unreachable");
    }
  };
  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <div className="field">
        <label htmlFor="username">{t("session.name")}</label>
        <input className="input" id="username" name="username" autoComplete="username" required autoFocus dir="auto" />
      </div>
      <div className="field">
        <label htmlFor="password">{t("session.password")}</label>
        <input className="input" id="password" name="password" type="password" autoComplete="current-password" required />
      </div>
      <Button look="primary" type="submit">
        {t("session.logIn")}
      </Button>
    </form>
  );
}
