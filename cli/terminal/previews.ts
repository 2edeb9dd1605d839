import type { Cleaned } from "../../verbs/previews/clean.ts";
import type { PullRequestPreview } from "../../verbs/previews/preview.ts";
import type { Terminal } from "./terminal.ts";

type Colors = Terminal["colors"];

/** A line for each: application, pull request, age, what becomes of it. */
export function renderPreviews(previews: readonly PullRequestPreview[], colors: Colors): string {
  if (previews.length === 0) return "No deployments of pull requests.";
  return table(previews, (preview) => {
    const { status, lifetimeDays, due } = preview;
    if (due) return colors.yellow(`past its ${days(lifetimeDays)}`);
    return colors.dim(status === "finished" ? `kept for ${days(lifetimeDays)}` : status);
  });
}

const MARKS: Record<Cleaned["outcome"], keyof Colors> = {
  removed: "green",
  "gone already": "dim",
  "deployed meanwhile": "yellow",
  failed: "red",
};

export function renderCleaned(previews: readonly Cleaned[], colors: Colors): string {
  if (previews.length === 0) return "No preview is past its lifetime.";
  return table(previews, ({ outcome, reason }) => {
    const paint = colors[MARKS[outcome]] as (text: string) => string;
    return paint(reason ? `${outcome}: ${reason}` : outcome);
  });
}

function table<Preview extends PullRequestPreview>(previews: readonly Preview[], last: (preview: Preview) => string): string {
  const [application, request] = [widest(previews, ({ application: name }) => name), widest(previews, requestOf)];
  return previews
    .map((preview) => {
      const age = `deployed ${days(preview.ageDays)} ago`;
      return `${preview.application.padEnd(application)}  ${requestOf(preview).padEnd(request)}  ${age.padEnd(22)}  ${last(preview)}`;
    })
    .join("\n");
}

const requestOf = ({ pullRequest }: PullRequestPreview) => `#${pullRequest}`;
const days = (number: number) => `${number} ${number === 1 ? "day" : "days"}`;

const widest = <Item>(items: readonly Item[], text: (item: Item) => string) => Math.max(...items.map((item) => text(item).length));
