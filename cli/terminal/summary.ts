import type { Step } from "../../verbs/pulumi/events.ts";
import type { RunReport } from "../../verbs/session.ts";
import type { Terminal } from "./terminal.ts";

type Colors = Terminal["colors"];

/** Sign and colour of each operation, and the word used when they are counted. */
export const SIGNS: Record<Step["operation"], { sign: string; color: keyof Colors; word: string }> = {
  create: { sign: "+", color: "green", word: "created" },
  update: { sign: "~", color: "yellow", word: "changed" },
  replace: { sign: "±", color: "magenta", word: "replaced" },
  delete: { sign: "-", color: "red", word: "deleted" },
  same: { sign: " ", color: "dim", word: "unchanged" },
  read: { sign: " ", color: "dim", word: "read" },
  refresh: { sign: "~", color: "yellow", word: "refreshed" },
};

/** The planned changes, a line each. */
export function renderChanges(changes: Step[], colors: Colors): string {
  if (changes.length === 0) return "No changes.";
  return changes.map((step) => renderStep(step, colors)).join("\n");
}

export function renderStep({ operation, kind, name, changed }: Step, colors: Colors): string {
  const { sign, color } = SIGNS[operation];
  const paint = colors[color] as (text: string) => string;
  const detail = operation === "update" && changed.length > 0 ? colors.dim(` (${changed.join(", ")})`) : "";
  return `  ${paint(sign)} ${kind} ${colors.bold(name)}${detail}`;
}

/** What a person has to know besides, a paragraph each. */
export const renderNotices = ({ notices }: Pick<RunReport, "notices">, colors: Colors): string =>
  notices.map((notice) => `${colors.yellow("!")} ${notice}`).join("\n");

/** The last line of a run: what changed, how many requests it took, how long. */
export function renderSummary({ changes, requests, seconds }: Pick<RunReport, "changes" | "requests" | "seconds">, colors: Colors): string {
  const asked = [
    count(requests.calls, "request"),
    requests.polls && count(requests.polls, "poll"),
    requests.health && count(requests.health, "health check"),
  ];
  return colors.dim(`${countChanges(changes)} · ${asked.filter(Boolean).join(", ")} · ${seconds.toFixed(1)} s`);
}

function countChanges(changes: Step[]): string {
  if (changes.length === 0) return "nothing changed";
  const words = changes.map(({ operation }) => SIGNS[operation].word);
  return [...new Set(words)].map((word) => `${words.filter((other) => other === word).length} ${word}`).join(", ");
}

const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? "" : "s"}`;
