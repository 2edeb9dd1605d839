import type { Step } from "./pulumi/events.ts";
import type { Budget, DeploymentProgress } from "./run.ts";

/** Hears what happens while a verb works. Every method may be called any number of times and must return at once. */
export interface Observer {
  /** A resource was planned, begun, done or failed. */
  step(step: Step): void;
  /** A deployment moved on. */
  deployment(progress: DeploymentProgress): void;
  /** How many requests Coolify takes before it asks to wait. */
  budget?(budget: Budget): void;
  /** A sentence about what happens now. */
  note(text: string): void;
}
