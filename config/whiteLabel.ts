import { environmentDescriptions } from "./environmentDescriptions.ts";
import { environmentsOfWhiteLabel } from "./environments.ts";
import type { Fault } from "./fault.ts";
import { type ConfigFile, textAt } from "./files.ts";
import { type LocatedRecord, placeOf } from "./located.ts";
import { tierReferences } from "./references.ts";
import { pinsOf, strayPins } from "./releases.ts";
import type { ResolvedWhiteLabel } from "./resolved.ts";
import { bareOf, type Joined, joined, resolveRooms } from "./room.ts";
import { resolveShared } from "./sharedVariables.ts";
import { fill } from "./template.ts";
import { serverOf } from "./tenant.ts";
import type { Texts } from "./texts.ts";
import { type Tiers, withoutSequels } from "./tiers.ts";

/** The files of one white-label's stack. */
export interface WhiteLabelFiles {
  core: ConfigFile;
  instances: ConfigFile[];
  product: ConfigFile;
  whiteLabel: ConfigFile;
  release?: ConfigFile | undefined;
}

export interface PlacedWhiteLabel {
  stack: ResolvedWhiteLabel;
  all: Joined;
}

/** A product for one client, or undefined where faults leave nothing to go on with. */
export function resolveWhiteLabel(
  files: WhiteLabelFiles,
  servers: readonly string[],
  texts: Texts,
  faults: Fault[],
): PlacedWhiteLabel | undefined {
  const { core, instances, product, whiteLabel } = files;
  const tiers: Tiers = { core, instances, product, whiteLabel };
  const found: Fault[] = [];
  const references = tierReferences(tiers, found);
  const server = serverOf([core, ...instances, whiteLabel], servers, tiers, found);
  const code = whiteLabelCode(whiteLabel, product);
  const client = textAt(whiteLabel.located, "client");
  // What is missing was said when the file was read.
  if (code === undefined || client === undefined) return undefined;
  found.push(...nameFaults(whiteLabel, code));
  const { environments, faults: misspelt } = environmentsOfWhiteLabel(whiteLabel, references.get("product.code") ?? "", {
    core,
    instances,
  });
  const names = environments.map(({ name }) => name);
  const pins = pinsOf(files.release, names, found);
  faults.push(...withoutSequels([...found, ...misspelt], tiers));
  const rooms = resolveRooms({ tiers, references, prefix: code, pins, texts }, environments, faults);
  faults.push(
    ...strayPins(
      pins,
      [...rooms.values()].flatMap((room) => room.targets),
    ),
  );
  const all = joined(rooms.values());
  faults.push(...foreignNetworks(all));
  return {
    all,
    stack: {
      kind: "whiteLabel",
      code,
      client,
      instance: (instances.at(-1) && textAt((instances.at(-1) as ConfigFile).located, "code")) ?? "",
      product: textAt(product.located, "code") ?? "",
      domain: addressOf(references.get("white_label.domain")),
      adminDomain: addressOf(references.get("white_label.admin_domain")),
      project: { name: references.get("white_label.name") ?? "", description: describe(whiteLabel.located, references) },
      server: server ?? "",
      // Nothing of one client may be reached from another (PLAT-3), so there is no opting out.
      ownNetwork: true,
      environments: names,
      sharedVariables: resolveShared({ files: [core, whiteLabel], environments, references }, [], faults),
      environmentDescriptions: environmentDescriptions([core, whiteLabel], environments),
      production: environments.filter(({ stage }) => stage === "production").map(({ name }) => name),
      ...bareOf(all),
    },
  };
}

/** Nothing of one client may be reached from another (PLAT-3). */
function foreignNetworks({ applications, services, databases }: Joined): Fault[] {
  return [...applications, ...services, ...databases].flatMap(({ resolved, origins, namePath }): Fault[] => {
    if (resolved.destination === undefined) return [];
    const path = [...namePath.split(".").slice(0, -1), "destination"].join(".");
    const reason = "a white-label has a network of its own and joins no other; remove the line";
    return [{ ...placeOf(origins.merged, ["destination"]), path, value: resolved.destination, reason }];
  });
}

/** `acmecorp-wwg`: name of the stack. */
export function whiteLabelCode(whiteLabel: ConfigFile, product: ConfigFile): string | undefined {
  const client = textAt(whiteLabel.located, "client");
  const code = textAt(product.located, "code");
  return client && code && `${client.toLowerCase()}-${code}`;
}

function nameFaults(file: ConfigFile, code: string): Fault[] {
  if (file.stem === code) return [];
  const reason = `does not fit the name of the file; call the file ${code}.white-label.yaml, or change the client`;
  return [{ ...placeOf(file.located, ["client"]), path: "client", value: textAt(file.located, "client") ?? "", reason }];
}

function describe(located: LocatedRecord, references: Parameters<typeof fill>[1]): string {
  return fill(textAt(located, "description") ?? "", references).text;
}

const addressOf = (host: string | undefined) => (host === undefined ? "" : `https://${host.toLowerCase()}`);
