import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import * as coolify from "../../../providers/coolify/resources.ts";

/**
 * A resource as a test wishes it. `<air uuid>` inside its inputs stands for that output of the resource of that name, `<secret x>` for a
 * secret, and a text may hold outputs: `of <<air uuid>>`.
 */
export interface Wished {
  kind: string;
  name: string;
  args?: Record<string, unknown>;
  /** Names of other wished ones, which come before it. */
  provider?: string;
  dependsOn?: string[];
  deletedWith?: string;
}

type Made = pulumi.Resource & Record<string, pulumi.Output<unknown>>;
type Class = new (name: string, args: Record<string, unknown>, options: pulumi.CustomResourceOptions) => Made;

const made = new Map<string, Made>();

/** Makes what the file named by WISHED lists. */
export default async function program(): Promise<void> {
  const wishes = JSON.parse(readFileSync(process.env.WISHED ?? "", "utf8")) as Wished[];
  for (const { kind, name, args = {}, provider, dependsOn = [], deletedWith } of wishes) {
    const kinds = coolify as unknown as Record<string, Class>;
    const Kind = kinds[kind] as Class;
    made.set(
      name,
      new Kind(name, resolved(args) as Record<string, unknown>, {
        provider: provider === undefined ? undefined : (of(provider) as unknown as pulumi.ProviderResource),
        dependsOn: dependsOn.map(of),
        deletedWith: deletedWith === undefined ? undefined : of(deletedWith),
      }),
    );
  }
}

function of(name: string): Made {
  const resource = made.get(name);
  if (!resource) throw new Error(`${name} is wished later, or not at all`);
  return resource;
}

const INSIDE = /<<(\S+) (\w+)>>/g;

/** A text with outputs in it. */
function interpolated(text: string): pulumi.Output<string> {
  const outputs = [...text.matchAll(INSIDE)].map(([, name = "", output = ""]) => of(name)[output]);
  return pulumi.all(outputs).apply((values) => {
    const left = [...values];
    return text.replace(INSIDE, () => String(left.shift()));
  });
}

function resolved(value: unknown): unknown {
  if (typeof value === "string" && value.search(INSIDE) >= 0) return interpolated(value);
  if (Array.isArray(value)) return value.map(resolved);
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolved(inner)]));
  const [, hidden] = /^<secret (.+)>$/s.exec(String(value)) ?? [];
  if (hidden !== undefined) return pulumi.secret(hidden);
  const [, name, output] = /^<(\S+) (\w+)>$/.exec(String(value)) ?? [];
  return name === undefined || output === undefined ? value : of(name)[output];
}
