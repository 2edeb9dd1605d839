import * as pulumi from "@pulumi/pulumi";
import { getMonitor } from "@pulumi/pulumi/runtime/settings.js";

/** A resource as the program registered it. Other resources are called by their logical names. */
export interface Registered {
  /** Last part of its type: `Application`, `Product`. */
  kind: string;
  /** `pulumi-nodejs:dynamic/coolify:Application`. */
  token: string;
  name: string;
  inputs: Record<string, unknown>;
  parent: string;
  protect: boolean;
  deletedWith: string;
  dependsOn: string[];
}

/** Everything that a program registered, and what its components gave as outputs. */
export interface Recording {
  all: Registered[];
  /** Names of one kind, in alphabetical order. */
  names(kind: string): string[];
  /** @throws Error when it was not registered */
  one(kind: string, name: string): Registered;
  /** Keys of what each component registered at its end, in alphabetical order, by its name. */
  outputs: Record<string, string[]>;
}

const nameIn = (urn: string) => urn.split("::").at(-1) ?? "";

/** What mocks answer besides the inputs. */
const results = (name: string) => ({
  uuid: `${name}-uuid`,
  owner: { team: 1, since: "2026-01-01T00:00:00.000000Z" },
  value: `made for ${name}`,
  internalUrl: `postgres://${name}:5432`,
  externalUrl: "",
  commit: `commit of ${name}`,
});

/** What the program's SDK sends for a resource, as far as it is looked at. */
interface Request {
  getType(): string;
  getName(): string;
  getParent(): string;
  getProtect(): boolean;
  getDeletedwith(): string;
  getDependenciesList(): string[];
  getObject(): { toJavaScript(): Record<string, unknown> };
}

interface Monitor {
  registerResource(request: Request, ...more: unknown[]): unknown;
  registerResourceOutputs(request: { getUrn(): string; getOutputs(): { toJavaScript(): object } }, ...more: unknown[]): unknown;
}

/** Runs a program against mocks and waits until everything is registered. */
export async function recorded(describe: () => pulumi.Resource, stack = "air"): Promise<Recording> {
  const all: Registered[] = [];
  const outputs: Record<string, string[]> = {};
  const newResource = ({ name, inputs }: pulumi.runtime.MockResourceArgs) => ({
    id: `${name}-id`,
    state: { ...results(name), ...inputs },
  });
  await pulumi.runtime.setMocks({ newResource, call: () => ({}) }, "pf-core", stack, false);
  // The mocks are told no options, so that these are read where the SDK hands them over.
  const monitor = getMonitor() as unknown as Monitor;
  const { registerResource, registerResourceOutputs } = monitor;
  monitor.registerResource = (request, ...more) => {
    const [token, name] = [request.getType(), request.getName()];
    all.push({
      kind: token.split(":").at(-1) ?? "",
      token,
      name,
      inputs: request.getObject().toJavaScript(),
      parent: nameIn(request.getParent()),
      protect: request.getProtect(),
      deletedWith: nameIn(request.getDeletedwith()),
      dependsOn: request.getDependenciesList().map(nameIn),
    });
    return registerResource.call(monitor, request, ...more);
  };
  monitor.registerResourceOutputs = (request, ...more) => {
    outputs[nameIn(request.getUrn())] = Object.keys(request.getOutputs().toJavaScript()).sort();
    return registerResourceOutputs.call(monitor, request, ...more);
  };
  describe();
  await pulumi.runtime.disconnect();
  const kindOf = (kind: string) => all.filter((resource) => resource.kind === kind);
  return {
    all,
    outputs,
    names: (kind) =>
      kindOf(kind)
        .map(({ name }) => name)
        .sort(),
    one: (kind, name) => {
      const found = kindOf(kind).find((resource) => resource.name === name);
      if (!found) throw new Error(`No ${kind} "${name}" was registered; there: ${kindOf(kind).map((resource) => resource.name)}`);
      return found;
    },
  };
}

/** The plain value of an input that the program marked as secret; fails where it did not. */
export function revealed(value: unknown): unknown {
  const box = value as Record<string, unknown> | undefined;
  if (box?.["4dabf18193072939515e22adb298388d"] !== "1b47061264138c4ac30d75fd1eb44270") throw new Error("It is not secret.");
  return box.value;
}
