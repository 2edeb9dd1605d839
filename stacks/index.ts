import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { ConfigError } from "../config/fault.ts";
import { loadFleet, stackNamed, UnknownStackError } from "../config/load.ts";
import { runStack } from "./run.ts";

/** The program of every stack: the stack's name chooses what is brought up, the YAML says what that is. */
export default async function program(): Promise<Record<string, unknown>> {
  const folder = path.resolve(process.env.PF_CONFIG || path.join(import.meta.dirname, "..", "config"));
  try {
    const fleet = loadFleet(folder);
    return runStack(stackNamed(fleet, pulumi.getStack()), fleet);
  } catch (error) {
    // What is wrong in the YAML is said in its own words, without a stack.
    if (error instanceof ConfigError || error instanceof UnknownStackError) throw new pulumi.RunError(error.message);
    throw error;
  }
}
