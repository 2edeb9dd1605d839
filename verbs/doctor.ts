import { type Fleet, loadFleet, stacksOf } from "../config/load.ts";
import { serverConnection } from "../config/servers.ts";
import { findToolchain } from "../tools/toolchain.ts";
import type { Context } from "./context.ts";
import { EXIT, type Exit, toFailure } from "./failure.ts";
import { connect } from "./identity.ts";
import { checkIsolation, describeShared } from "./isolation.ts";

/** One thing that was looked at. `note`: nothing is wrong, but something could be had. */
export interface Check {
  name: string;
  state: "ok" | "note" | "missing";
  detail: string;
  /** What to do about it. */
  fix?: string;
}

export interface DoctorReport {
  checks: Check[];
  exit: Exit;
}

/** Looks at the tools of this machine, the configuration, and every Coolify that is configured. Changes nothing. */
export async function diagnose(context: Context): Promise<DoctorReport> {
  const checks = await tools(context);
  const fleet = configuration(context, checks);
  if (fleet) {
    for (const server of Object.keys(fleet.servers)) checks.push(await coolify(context, fleet, server));
    if (checks.every(({ name, state }) => !name.startsWith("Coolify ") || state === "ok")) checks.push(await isolation(context, fleet));
  }
  return { checks, exit: checks.some(({ state }) => state === "missing") ? EXIT.unexpected : EXIT.ok };
}

async function tools({ root }: Context): Promise<Check[]> {
  const found = await findToolchain(root);
  const { node, pulumi, languageHost, dynamicHost, npm, go } = found;
  return [
    { name: "Node", state: "ok", detail: `${node.version} (${node.path})` },
    pulumi
      ? { name: "Pulumi", state: "ok", detail: `${pulumi.version}, ${pulumi.origin} (${pulumi.path})` }
      : {
          name: "Pulumi",
          state: "missing",
          detail: "not found",
          fix: "Start the program with ./pf or an npm script: it brings Pulumi along.",
        },
    {
      name: "Pulumi's Node hosts",
      state: languageHost && dynamicHost ? "ok" : "missing",
      detail: languageHost && dynamicHost ? "the project's own" : "not found",
    },
    { name: "npm", state: npm ? "ok" : "note", detail: npm ? npm.version : "not found; needed to install packages" },
    { name: "Go", state: go ? "ok" : "note", detail: go ? go.version : "not found; needed only where Pulumi has to be built" },
    ...found.problems.map((problem): Check => ({ name: "Problem", state: "missing", detail: problem })),
  ];
}

function configuration(context: Context, checks: Check[]): Fleet | undefined {
  try {
    const fleet = loadFleet(context.config);
    checks.push({ name: "Configuration", state: "ok", detail: `${Object.keys(stacksOf(fleet)).join(", ")} (${context.config})` });
    return fleet;
  } catch (error) {
    checks.push({ name: "Configuration", state: "missing", detail: toFailure(error).message });
    return undefined;
  }
}

/** Whether what belongs to one tenant is used by another too. */
async function isolation(context: Context, fleet: Fleet): Promise<Check> {
  const name = "Isolation";
  try {
    const tenants = Object.values(stacksOf(fleet)).filter(({ kind }) => kind !== "platform");
    const shared = await checkIsolation(
      context,
      fleet,
      undefined,
      tenants.map(({ code }) => code),
    );
    if (shared.length === 0)
      return { name, state: "ok", detail: `${tenants.length} tenants, each with a project and a network of its own` };
    return { name, state: "missing", detail: shared.map(describeShared).join(" ") };
  } catch (error) {
    return { name, state: "missing", detail: toFailure(error).message };
  }
}

async function coolify(context: Context, fleet: Fleet, server: string): Promise<Check> {
  const name = `Coolify "${server}"`;
  try {
    const connection = connect(serverConnection(fleet, server, context.environment), context);
    try {
      const { version, team } = await connection.identity();
      return { name, state: "ok", detail: `${version} at ${connection.client.url}, team "${team.name ?? team.id}"` };
    } finally {
      await connection.close();
    }
  } catch (error) {
    const { message, hint } = toFailure(error);
    const configured = !(error instanceof Error && error.name === "NotConfiguredError");
    return { name, state: configured ? "missing" : "note", detail: message, ...(hint ? { fix: hint } : {}) };
  }
}
