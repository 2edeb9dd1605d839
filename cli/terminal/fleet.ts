import { describeShared } from "../../verbs/isolation.ts";
import type { AllReport, StackReport } from "../../verbs/upAll.ts";
import { renderNotices, renderSummary } from "./summary.ts";
import type { Terminal } from "./terminal.ts";

type Colors = Terminal["colors"];

const MARKS: Record<StackReport["state"], { mark: string; color: keyof Colors }> = {
  done: { mark: "●", color: "green" },
  unchanged: { mark: "·", color: "dim" },
  waiting: { mark: "○", color: "yellow" },
  failed: { mark: "✗", color: "red" },
};

/** All stacks, a line each, then what has to be said, then the sum. */
export function renderFleet({ stacks, requests, shared, seconds }: AllReport, colors: Colors): string {
  const width = Math.max(0, ...stacks.map(({ stack }) => stack.length));
  const lines = stacks.map((report) => {
    const { mark, color } = MARKS[report.state];
    const paint = colors[color] as (text: string) => string;
    const what = report.state === "done" || report.state === "failed" ? `  ${renderSummary(report, colors)}` : "";
    return [
      `${paint(mark)} ${report.stack.padEnd(width)}  ${paint(report.state)}${what}`,
      ...(report.message ? [indented(report.message)] : []),
      renderNotices(report, colors),
    ];
  });
  return [
    ...lines.flat().filter(Boolean),
    ...shared.map((one) => `${colors.red("✗")} ${describeShared(one)}`),
    renderSummary({ changes: stacks.flatMap(({ changes }) => changes), requests, seconds }, colors),
  ].join("\n");
}

const indented = (text: string) =>
  text
    .split("\n")
    .map((line) => `    ${line}`)
    .join("\n");
