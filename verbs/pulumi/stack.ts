import { LocalWorkspace, Stack } from "@pulumi/pulumi/automation/index.js";
import { childEnvironment, pulumiEnvironment } from "../../tools/env.ts";
import { findExecutable } from "../../tools/findExecutable.ts";
import type { Context } from "../context.ts";
import { EXIT, Failure } from "../failure.ts";
import type { Run } from "../run.ts";
import { mendCheckpoint } from "./checkpoint.ts";
import { pulumiCommand } from "./command.ts";
import { PulumiError } from "./error.ts";
import { KeptState } from "./kept.ts";
import { isStale, type Lock, locksOf } from "./locks.ts";
import { parseState, type State } from "./state.ts";

const PROJECT = "pf-core";

/** A stack as verbs use it: the Automation API's, plus what it remembers. */
export interface OpenStack {
  stack: Stack;
  /** Reads what Pulumi remembers. One process, no request. */
  readState(): Promise<State>;
  /** Whether the commands that follow may delete what is protected. */
  ignoreProtection(ignore: boolean): void;
  /** Keeps the state apart, as it is after a command. */
  keepState(): void;
  /** Drops creations that a killed run left unfinished, once a later run has made or found them all. */
  clearPendingCreations(): Promise<void>;
}

/**
 * Opens the stack of an instance, and makes it where the verb may (`create`).
 *
 * @throws Failure `inProgress` when another run holds the stack, `unknownName` when there is none and none is to be made,
 * `unexpected` when no Pulumi is found.
 */
export async function openStack(
  context: Context,
  name: string,
  run: Run,
  extra: Record<string, string>,
  create: boolean,
): Promise<OpenStack> {
  const settings = pulumiEnvironment(context);
  const binary = findExecutable("pulumi", settings.variables.PATH ?? "");
  if (!binary) throw new Failure(EXIT.unexpected, "No Pulumi was found.", "Run `./pf doctor`: it says what is missing and how to get it.");
  const workspace = await LocalWorkspace.create({
    workDir: settings.workspace,
    pulumiCommand: await pulumiCommand(binary, childEnvironment(settings, context.environment)),
    envVars: { ...extra, PF_RUN: run.folder, PF_HOME: context.home, PF_CONFIG: context.config },
  });
  const backendUrl = settings.variables.PULUMI_BACKEND_URL ?? context.environment.PULUMI_BACKEND_URL ?? "";
  const staleLocks = requireFree(backendUrl, name);
  mendCheckpoint(backendUrl, PROJECT, name);
  const kept = new KeptState(context.home, backendUrl, PROJECT, name);
  kept.requireRoom();
  kept.putBack();
  const opened = await selectOrCreate(workspace, name, create, kept.isMissing());
  const stack = sparing(opened.stack);
  let { isNew } = opened;
  if (staleLocks.length > 0) await stack.cancel();
  kept.keep();
  return {
    stack,
    ignoreProtection: (ignore) => {
      workspace.envVars = { ...workspace.envVars, PULUMI_OPTION_IGNORE_PROTECT: String(ignore) };
    },
    keepState: () => {
      isNew = false;
      kept.keep();
    },
    readState: async () => parseState(isNew ? undefined : (await stack.exportStack()).deployment),
    clearPendingCreations: () => clearPendingCreations(stack),
  };
}

/** `isNew`: it was made here, and nothing is in it. */
interface Opening {
  stack: Stack;
  isNew: boolean;
}

/** @param isMissing there is surely none, so that it need not be looked for */
async function selectOrCreate(workspace: LocalWorkspace, name: string, create: boolean, isMissing: boolean): Promise<Opening> {
  if (create && isMissing) return made(name, workspace);
  try {
    return { stack: await Stack.select(name, workspace), isNew: false };
  } catch (error) {
    if (!(error instanceof PulumiError) || !/no stack named/.test(error.stderr)) throw error;
    if (!create) throw new Failure(EXIT.unknownName, `The stack "${name}" was never brought up here.`, `Run \`pf up ${name}\` first.`);
    return made(name, workspace);
  }
}

/** Somebody else may make it at the same moment; who may work on it is then decided by the lock. */
async function made(name: string, workspace: LocalWorkspace): Promise<Opening> {
  try {
    return { stack: await Stack.create(name, workspace), isNew: true };
  } catch (error) {
    if (!(error instanceof PulumiError) || !/already exists/.test(error.stderr)) throw error;
    return { stack: await Stack.select(name, workspace), isNew: false };
  }
}

/**
 * After each command the Automation API asks Pulumi for the outputs (two processes) and for the history (one more), a second in all.
 * Nobody here reads them: what was done comes from the events, what is there from the state.
 */
function sparing(stack: Stack): Stack {
  return Object.assign(stack, { outputs: async () => ({}), info: async () => undefined });
}

/**
 * A killed Pulumi leaves its lock behind for ever (facts of Pulumi, 16.5).
 *
 * @returns the locks of dead processes of this machine, to be taken away
 * @throws Failure `inProgress` when somebody works on the stack
 */
function requireFree(backendUrl: string, name: string): Lock[] {
  const locks = locksOf(backendUrl, PROJECT, name);
  const alive = locks.find((lock) => !isStale(lock));
  if (alive) {
    throw new Failure(
      EXIT.inProgress,
      `Another run works on "${name}": process ${alive.pid} of ${alive.username ?? "somebody"} on ${alive.hostname}, since ${alive.timestamp ?? "a while"}.`,
      "Wait until it has ended. If that machine is gone for good, run `pulumi cancel` for the stack.",
    );
  }
  return locks;
}

/**
 * Pulumi repeats a warning at every run until they are cleared, and offers that only together with a refresh of every resource.
 * Editing the exported state does it without a request.
 */
async function clearPendingCreations(stack: Stack): Promise<void> {
  const exported = await stack.exportStack();
  const operations: { type: string }[] = exported.deployment?.pending_operations ?? [];
  exported.deployment.pending_operations = operations.filter(({ type }) => type !== "creating");
  await stack.importStack(exported);
}
