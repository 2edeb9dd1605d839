import type { ApplicationView, InstanceView, ServerView } from "../../verbs/view.ts";
import type { Terminal } from "./terminal.ts";

type Colors = Terminal["colors"];

/** Mark and colour of each state; the state itself is written out as well, so that nothing depends on colour. */
const MARKS: Record<ApplicationView["state"], { mark: string; color: keyof Colors }> = {
  running: { mark: "●", color: "green" },
  deploying: { mark: "◐", color: "yellow" },
  waiting: { mark: "○", color: "dim" },
  stopped: { mark: "○", color: "dim" },
  unhealthy: { mark: "●", color: "red" },
  failed: { mark: "✗", color: "red" },
  missing: { mark: "?", color: "yellow" },
};

/**
 * One instance as a tree: its environments, then its products with theirs, a line each with mark, state, release and URL.
 */
export function renderTree(view: InstanceView, colors: Colors): string {
  const branches = [
    ...view.applications.map((application) => ({ application, product: undefined })),
    ...view.products.map((product) => ({ application: undefined, product })),
  ];
  const widths = columnWidths([...view.applications, ...view.products.flatMap((product) => product.applications)]);
  const lines = branches.flatMap(({ application, product }, index) => {
    const last = index === branches.length - 1;
    const stem = last ? "└── " : "├── ";
    if (application) return [`${stem}${renderLine(application, widths, 0, colors)}`];
    const indent = last ? "    " : "│   ";
    const children = product?.applications ?? [];
    return [
      `${stem}${colors.bold((product?.code ?? "").toUpperCase())}`,
      ...children.map((child, at) => `${indent}${at === children.length - 1 ? "└── " : "├── "}${renderLine(child, widths, 4, colors)}`),
    ];
  });
  return [`${colors.bold(view.name)}  ${colors.dim(view.server)}`, ...lines].join("\n");
}

interface Widths {
  environment: number;
  state: number;
  release: number;
}

function columnWidths(applications: ApplicationView[]): Widths {
  const widest = (pick: (application: ApplicationView) => string) =>
    Math.max(0, ...applications.map((application) => pick(application).length));
  return {
    environment: widest(({ environment }) => environment) + 4,
    state: widest(({ state }) => state),
    release: widest(({ release }) => release),
  };
}

function renderLine(application: ApplicationView, widths: Widths, indent: number, colors: Colors): string {
  const { mark, color } = MARKS[application.state];
  const paint = colors[color] as (text: string) => string;
  const columns = [
    application.environment.padEnd(widths.environment - indent),
    `${paint(mark)} ${paint(application.state.padEnd(widths.state))}`,
    application.release.padEnd(widths.release),
    colors.cyan(application.url),
  ];
  return `${columns.join("  ").trimEnd()}${application.note ? `  ${colors.dim(application.note)}` : ""}`;
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
