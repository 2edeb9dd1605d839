import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { nameOf } from "./state.ts";

export type Operation = "create" | "update" | "replace" | "delete" | "same" | "read" | "refresh";

/** One resource of a run: what Pulumi does with it and how far that is. */
export interface Step {
  urn: string;
  name: string;
  /** Last part of the type token: `Application`, `Instance`. */
  kind: string;
  operation: Operation;
  state: "planned" | "running" | "done" | "failed";
  /** Names of the inputs that changed, where Pulumi tells. */
  changed: string[];
}

/** A message of Pulumi or of a provider that belongs to a resource. */
export interface Diagnostic {
  urn: string;
  message: string;
  severity: "error" | "warning" | "info";
}

/** What the engine tells of a step, as far as it is read here. */
export interface Metadata {
  urn: string;
  type: string;
  op: string;
  diffs?: string[];
  old?: { protect?: boolean; inputs?: Inputs };
  new?: { protect?: boolean; inputs?: Inputs; outputs?: Inputs };
}

const OPERATIONS: Record<string, Operation> = {
  create: "create",
  "create-replacement": "replace",
  update: "update",
  replace: "replace",
  delete: "delete",
  "delete-replaced": "replace",
  "discard-replaced": "replace",
  discard: "delete",
  same: "same",
  read: "read",
  "read-replacement": "replace",
  refresh: "refresh",
  import: "create",
};

/** What a resource will be given, by URN: secrets as `[secret]`, what is not known yet left out. */
type Inputs = Record<string, unknown>;

/** Turns the engine's events into steps and diagnostics; `onStep` hears every change. */
export class EventLog {
  readonly steps = new Map<string, Step>();
  readonly inputs = new Map<string, Inputs>();
  /** Everything that was told of resources, in order: a replacement is told in several parts. */
  readonly told: Metadata[] = [];
  /** Something is kept otherwise from now on, although nothing at Coolify changes: a resource is protected that was not. */
  keepsOtherwise = false;
  readonly diagnostics: Diagnostic[] = [];
  readonly #onStep: (step: Step) => void;
  readonly #running: boolean;

  /** @param running true while something is applied, false in a preview, where nothing runs. */
  constructor(running: boolean, onStep: (step: Step) => void = () => {}) {
    this.#running = running;
    this.#onStep = onStep;
  }

  readonly hear = (event: EngineEvent): void => {
    const before = event.resourcePreEvent?.metadata;
    const done = event.resOutputsEvent?.metadata;
    const failed = event.resOpFailedEvent?.metadata;
    if (before) this.#set(before, this.#running ? "running" : "planned");
    if (done) this.#set(done, this.#running ? "done" : "planned");
    if (failed) this.#set(failed, "failed");
    if (event.diagnosticEvent) this.#diagnose(event.diagnosticEvent);
  };

  /** Steps that change something, the stack itself and components left out. */
  changes(): Step[] {
    return [...this.steps.values()].filter((step) => step.operation !== "same" && isOurs(step));
  }

  #set(metadata: Metadata, state: Step["state"]): void {
    this.told.push(metadata);
    if (metadata.new?.inputs) this.inputs.set(metadata.urn, metadata.new.inputs);
    if (metadata.old && metadata.new && Boolean(metadata.old.protect) !== Boolean(metadata.new.protect)) this.keepsOtherwise = true;
    const former = this.steps.get(metadata.urn);
    const operation = OPERATIONS[metadata.op] ?? "update";
    const step: Step = {
      urn: metadata.urn,
      name: nameOf(metadata.urn),
      kind: metadata.type.split(":").at(-1) ?? metadata.type,
      // A replacement is three steps of the engine (create, replace, delete): to a person it is one.
      operation: former?.operation === "replace" ? "replace" : operation,
      state: former?.state === "failed" ? "failed" : state,
      changed: (metadata.diffs ?? []).filter((key) => key !== "__provider"),
    };
    this.steps.set(metadata.urn, step);
    this.#onStep(step);
  }

  #diagnose(event: NonNullable<EngineEvent["diagnosticEvent"]>): void {
    if (event.ephemeral) return;
    const severity = event.severity === "error" || event.severity === "warning" ? event.severity : "info";
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colour marks of the engine are control sequences.
    const message = event.message.replace(/<\{%[^%]*%\}>|\u001b\[[0-9;]*m/g, "").trim();
    if (message) this.diagnostics.push({ urn: event.urn ?? "", message, severity });
  }
}

/** Resources of Coolify and of components of ours; Pulumi's own stack and provider resources are not what a person asked for. */
const isOurs = (step: Step) => step.urn.includes("::pulumi-nodejs:dynamic/") || step.urn.includes("$pulumi-nodejs:dynamic/");
