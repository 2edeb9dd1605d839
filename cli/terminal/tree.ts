import type { ServerView, StackView, TierView, WorkloadView } from "../../verbs/view.ts";
import type { Terminal } from "./terminal.ts";

type Colors = Terminal["colors"];

/** Mark and colour of each state; the state itself is written out as well, so that nothing depends on colour. */
const MARKS: Record<WorkloadView["state"], { mark: string; color: keyof Colors }> = {
  running: { mark: "●", color: "green" },
  deploying: { mark: "◐", color: "yellow" },
  waiting: { mark: "○", color: "dim" },
  stopped: { mark: "○", color: "dim" },
  unhealthy: { mark: "●", color: "red" },
  failed: { mark: "✗", color: "red" },
  missing: { mark: "?", color: "yellow" },
};

/** A line of the tree: what is shown of it first, and the rest. */
interface Line {
  label: string;
  workload: WorkloadView;
}

/**
 * One stack as a tree: its environments, then its products with theirs, a line each with mark, state, release and URL.
 * Where an environment has several, each is shown with its name.
 */
export function renderTree(view: StackView, colors: Colors): string {
  const own = linesOf(view);
  const products = view.products.map((product) => ({ code: product.code, lines: linesOf(product) }));
  const widths = columnWidths([...own, ...products.flatMap(({ lines }) => lines)]);
  const branches = [
    ...own.map((line) => [renderLine(line, widths, 0, colors)]),
    ...products.map(({ code, lines }) => [
      colors.bold(code.toUpperCase()),
      ...lines.map((line, at) => `${at === lines.length - 1 ? "└── " : "├── "}${renderLine(line, widths, 4, colors)}`),
    ]),
  ];
  const lines = branches.flatMap(([head, ...children], index) => {
    const [stem, indent] = index === branches.length - 1 ? ["└── ", "    "] : ["├── ", "│   "];
    return [`${stem}${head}`, ...children.map((child) => `${indent}${child}`)];
  });
  return [`${colors.bold(view.name)}  ${colors.dim(view.server)}`, ...lines].join("\n");
}

function linesOf({ applications, services, databases }: TierView): Line[] {
  const workloads = [...applications, ...services, ...databases];
  const isAlone = ({ environment }: WorkloadView) => workloads.filter((other) => other.environment === environment).length === 1;
  return workloads.map((workload) => ({
    workload,
    label: isAlone(workload) ? workload.environment : `${workload.environment} ${workload.name}`,
  }));
}

interface Widths {
  label: number;
  state: number;
  release: number;
}

function columnWidths(lines: Line[]): Widths {
  const widest = (pick: (line: Line) => string) => Math.max(0, ...lines.map((line) => pick(line).length));
  return {
    label: widest(({ label }) => label) + 4,
    state: widest(({ workload }) => workload.state),
    release: widest(({ workload }) => workload.release),
  };
}

function renderLine({ label, workload }: Line, widths: Widths, indent: number, colors: Colors): string {
  const { mark, color } = MARKS[workload.state];
  const paint = colors[color] as (text: string) => string;
  const columns = [
    label.padEnd(widths.label - indent),
    `${paint(mark)} ${paint(workload.state.padEnd(widths.state))}`,
    workload.release.padEnd(widths.release),
    colors.cyan(workload.url),
  ];
  return `${columns.join("  ").trimEnd()}${workload.note ? `  ${colors.dim(workload.note)}` : ""}`;
}

/** The servers under the tree, a line each. */
export function renderServers(servers: ServerView[], colors: Colors): string {
  return servers
    .map(({ name, reachable, applications }) => {
      const state = reachable ? colors.green("reachable") : colors.red("unreachable");
      return `Server ${colors.bold(name)}  ${state}  ${applications} application${applications === 1 ? "" : "s"}`;
    })
    .join("\n");
}
