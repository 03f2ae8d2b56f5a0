import type { QueryKey } from "@tanstack/react-query";
import { post, call, put } from "../../api/client";
import { accountsQuery, agentsQuery, cannedQuery, queuesQuery, skillsQuery } from "../../api/queries";
import type { Agent, Canned, ChannelAccount, Queue, Skill } from "../../api/types";
import { LANGUAGES, type MessageKey } from "../../i18n/i18n";
import { durationOf, secondsOf } from "../supervisor/duration";
import { levelsOf, linesOfLevels, linesOfSteps, stepsOf } from "./lines";

/** A value of a form. All are texts until they are sent. */
export interface Field {
  name: string;
  text: MessageKey;
  kind: "text" | "lines" | "number" | "flag" | "secret";
  hint?: MessageKey;
  /** True for what names the record: it is given once. */
  once?: boolean;
}

export type Form = Record<string, string>;

/** A kind of record that people set up: how it is listed, shown in a form, and sent. */
export interface Section<T> {
  id: string;
  text: MessageKey;
  query: { queryKey: QueryKey };
  nameOf: (record: T) => string;
  titleOf: (record: T) => string;
  fields: Field[];
  toForm: (record: T) => Form;
  save: (form: Form, record: T | null) => Promise<unknown>;
}

const splitList = (text: string) => text.split(/[\s,;]+/).filter((part) => part !== "");

const orNull = (text: string | undefined) => (text === undefined || text.trim() === "" ? null : text.trim());

const agents: Section<Agent> = {
  id: "agents",
  text: "board.agents",
  query: agentsQuery,
  nameOf: (agent) => agent.login,
  titleOf: (agent) => agent.displayName,
  fields: [
    { name: "login", text: "session.name", kind: "text", once: true },
    { name: "displayName", text: "admin.displayName", kind: "text" },
    { name: "languages", text: "admin.languages", kind: "text", hint: "admin.languagesHint" },
    { name: "skills", text: "admin.skills", kind: "lines", hint: "admin.skillsHint" },
    { name: "capacity", text: "admin.capacity", kind: "number", hint: "admin.capacityHint" },
    { name: "autoAccept", text: "admin.autoAccept", kind: "flag" },
  ],
  toForm: (agent) => ({
    login: agent.login,
    displayName: agent.displayName,
    languages: agent.languages.join(", "),
    skills: linesOfLevels(agent.skills),
    capacity: String(agent.capacity),
    autoAccept: agent.autoAccept ? "true" : "",
  }),
  save: (form, agent) =>
    put(`/api/agents/${encodeURIComponent(form.login ?? "")}`, {
      displayName: orNull(form.displayName),
      languages: splitList(form.languages ?? ""),
      skills: levelsOf(form.skills ?? ""),
      capacity: form.capacity ? Number(form.capacity) : null,
      channels: agent?.channels ?? null,
      autoAccept: form.autoAccept === "true",
      shift: agent?.shift ?? null,
    }),
};

const skills: Section<Skill> = {
  id: "skills",
  text: "admin.skills",
  query: skillsQuery,
  nameOf: (skill) => skill.name,
  titleOf: (skill) => skill.displayName,
  fields: [
    { name: "name", text: "admin.name", kind: "text", once: true },
    { name: "displayName", text: "admin.displayName", kind: "text" },
    { name: "neverRelax", text: "admin.neverRelax", kind: "flag" },
  ],
  toForm: ({ name, displayName, neverRelax }) => ({ name, displayName, neverRelax: neverRelax ? "true" : "" }),
  save: (form) =>
    put(`/api/skills/${encodeURIComponent(form.name ?? "")}`, {
      displayName: orNull(form.displayName),
      neverRelax: form.neverRelax === "true",
    }),
};

const queues: Section<Queue> = {
  id: "queues",
  text: "board.queues",
  query: queuesQuery,
  nameOf: (queue) => queue.name,
  titleOf: (queue) => queue.displayName,
  fields: [
    { name: "name", text: "admin.name", kind: "text", once: true },
    { name: "displayName", text: "admin.displayName", kind: "text" },
    { name: "steps", text: "admin.steps", kind: "lines", hint: "admin.stepsHint" },
    { name: "target", text: "admin.target", kind: "number" },
    { name: "wrapUp", text: "admin.wrapUp", kind: "number" },
    { name: "strategy", text: "admin.strategy", kind: "text", hint: "admin.strategyHint" },
  ],
  toForm: (queue) => ({
    name: queue.name,
    displayName: queue.displayName,
    steps: linesOfSteps(queue.steps),
    target: String(secondsOf(queue.target) ?? ""),
    wrapUp: String(secondsOf(queue.wrapUp) ?? ""),
    strategy: queue.strategy,
  }),
  save: (form, queue) => {
    // What the form does not show stays as it is.
    const { name: _name, shape: _shape, ...kept } = queue ?? ({} as Queue);
    return put(`/api/queues/${encodeURIComponent(form.name ?? "")}`, {
      ...kept,
      displayName: orNull(form.displayName),
      steps: stepsOf(form.steps ?? ""),
      target: form.target ? durationOf(Number(form.target)) : null,
      wrapUp: form.wrapUp ? durationOf(Number(form.wrapUp)) : null,
      strategy: orNull(form.strategy),
    });
  },
};

const accounts: Section<ChannelAccount> = {
  id: "channels",
  text: "admin.accounts",
  query: accountsQuery,
  nameOf: (account) => account.id,
  titleOf: (account) => `${account.displayName ?? account.address} (${account.channel})`,
  fields: [
    { name: "channel", text: "admin.channel", kind: "text", once: true },
    { name: "address", text: "admin.address", kind: "text" },
    { name: "displayName", text: "admin.displayName", kind: "text" },
    { name: "queue", text: "customer.queue", kind: "text" },
    { name: "language", text: "preferences.language", kind: "text" },
    { name: "accountSid", text: "admin.accountSid", kind: "text" },
    { name: "authToken", text: "admin.authToken", kind: "secret", hint: "admin.secretHint" },
  ],
  toForm: (account) => ({
    channel: account.channel,
    address: account.address,
    displayName: account.displayName,
    queue: account.queue ?? "",
    language: account.language ?? "",
    accountSid: account.settings.accountSid ?? "",
  }),
  save: (form, account) => {
    const body = {
      channel: orNull(form.channel),
      provider: account?.provider,
      address: orNull(form.address),
      displayName: orNull(form.displayName),
      queue: orNull(form.queue),
      language: orNull(form.language),
      settings: account?.settings,
      accountSid: orNull(form.accountSid),
      authToken: orNull(form.authToken),
    };
    return account === null
      ? post("/api/channels/accounts", body, { "Idempotency-Key": crypto.randomUUID() })
      : replace(`/api/channels/accounts/${account.id}`, account.version, body);
  },
};

const canned: Section<Canned> = {
  id: "canned",
  text: "admin.canned",
  query: cannedQuery,
  nameOf: (each) => each.id,
  titleOf: (each) => each.name,
  fields: [
    { name: "name", text: "admin.name", kind: "text" },
    { name: "shortcut", text: "admin.shortcut", kind: "text" },
    ...Object.keys(LANGUAGES).map(
      (language): Field => ({
        name: `text.${language}`,
        text: `language.${language}` as MessageKey,
        kind: "lines",
        ...(language === "en" && { hint: "admin.cannedHint" as const }),
      }),
    ),
  ],
  toForm: (each) => ({
    name: each.name,
    shortcut: each.shortcut ?? "",
    ...Object.fromEntries(Object.entries(each.texts).map(([language, text]) => [`text.${language}`, text])),
  }),
  save: (form, each) => {
    const texts = Object.fromEntries(
      Object.entries(form)
        .filter(([name, text]) => name.startsWith("text.") && text.trim() !== "")
        .map(([name, text]) => [name.slice("text.".length), text]),
    );
    const body = { name: form.name, shortcut: orNull(form.shortcut), texts, shared: true };
    return each === null
      ? post("/api/canned-responses", body, { "Idempotency-Key": crypto.randomUUID() })
      : replace(`/api/canned-responses/${each.id}`, each.version, body);
  },
};

/** Replaces what somebody else may have changed since: refused if so. */
const replace = (path: string, version: number, body: unknown) =>
  call("PUT", path, { body, headers: { "If-Match": `"${version}"` } });

// A section is only ever given records of its own query, which the list cannot express.
export const SECTIONS = [agents, skills, queues, accounts, canned] as unknown as Section<unknown>[];
