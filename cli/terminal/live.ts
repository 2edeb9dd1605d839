import { createLogUpdate } from "log-update";
import type { Observer } from "../../verbs/observer.ts";
import type { Step } from "../../verbs/pulumi/events.ts";
import type { DeploymentProgress } from "../../verbs/run.ts";
import { renderStep, SIGNS } from "./summary.ts";
import type { Terminal } from "./terminal.ts";

/** Frames of the spinner and how long each stands, in milliseconds. */
const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const FRAME = 90;

export interface Live extends Observer {
  /** Takes the redrawn lines away. Calling it again does nothing. */
  stop(): void;
  /** Draws nothing until the answer is there: a question and lines that are redrawn would wipe each other out. */
  quietly<Answer>(ask: () => Promise<Answer>): Promise<Answer>;
}

/**
 * Shows a run while it works. On a terminal: what ended scrolls up, what runs is redrawn below with its seconds.
 * Elsewhere: one line when something ends, nothing is drawn twice.
 */
export function createLive(terminal: Terminal): Live {
  const running = new Map<string, { text: string; since: number }>();
  const told = new Map<string, string>();
  const update = terminal.redraw ? createLogUpdate(process.stderr) : undefined;
  let frame = 0;
  let quiet = false;
  let budget = "";
  const draw = () => {
    if (quiet) return;
    frame++;
    const lines = [...running.values()].map(({ text, since }) => `${FRAMES[frame % FRAMES.length]} ${text} ${elapsed(since, terminal)}`);
    update?.([...lines, ...(lines.length > 0 && budget ? [budget] : [])].join("\n"));
  };
  const timer = update ? setInterval(draw, FRAME) : undefined;
  const tell = (text: string) => {
    update?.clear();
    terminal.say(text);
    draw();
  };

  return {
    step(step) {
      if (!isShown(step)) return;
      if (step.state === "running")
        running.set(step.urn, { text: `${SIGNS[step.operation].sign} ${step.kind} ${step.name}`, since: Date.now() });
      else running.delete(step.urn);
      if (step.state === "done" && told.get(step.urn) !== step.operation) {
        told.set(step.urn, step.operation);
        tell(renderStep(step, terminal.colors));
      }
      if (step.state === "failed") tell(`  ${terminal.colors.red("✗")} ${step.kind} ${terminal.colors.bold(step.name)}`);
    },
    deployment(progress) {
      const text = renderDeployment(progress, terminal);
      if (told.get(progress.application) === text) return;
      told.set(progress.application, text);
      tell(text);
    },
    budget({ remaining, limit }) {
      budget = terminal.colors.dim(`  ${remaining} of ${limit} requests left in this minute`);
    },
    note: (text) => tell(terminal.colors.dim(text)),
    async quietly(ask) {
      running.clear();
      update?.clear();
      quiet = true;
      try {
        return await ask();
      } finally {
        quiet = false;
      }
    },
    stop() {
      clearInterval(timer);
      running.clear();
      update?.clear();
      update?.done();
    },
  };
}

function isShown(step: Step): boolean {
  return step.operation !== "same" && step.urn.includes("pulumi-nodejs:dynamic/");
}

function renderDeployment({ application, status, url, commit, reason }: DeploymentProgress, { colors }: Terminal): string {
  // An image has no commit (Coolify says HEAD). The reason comes whole, with the log, in the error that ends the run.
  const detail = [/^[0-9a-f]{40}$/.test(commit ?? "") && commit?.slice(0, 7), url, reason?.split("\n")[0]].filter(Boolean).join("  ");
  return `    ${colors.yellow("◐")} ${application} ${status}${detail ? `  ${colors.dim(detail)}` : ""}`;
}

const elapsed = (since: number, { colors }: Terminal) => colors.dim(`${Math.round((Date.now() - since) / 1000)} s`);
