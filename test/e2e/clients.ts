import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Stage } from "./stage.ts";

/** Files of the reference fleet that AIR and EP do without. */
const OTHERS = [
  "platform.yaml",
  "access.yaml",
  "white-labels",
  ...["baiv", "w4m"].map((code) => `instances/${code}.instance.yaml`),
  ...["baiv-vhf", "baiv-wwg", "w4m-endv", "w4m-rnor"].map((code) => `products/${code}.product.yaml`),
];

/** Makes the stage's fleet AIR with EP, and EP for each client: `acme-ep`. */
export function onlyClients(stage: Stage, clients: string[]): void {
  for (const file of OTHERS) rmSync(path.join(stage.config, file), { recursive: true, force: true });
  for (const client of clients) describeClient(stage, client);
}

/** Writes the white-label of one client, made from EP, whose image the sandbox has. */
export function describeClient(stage: Stage, client: string, more = ""): void {
  const file = path.join(stage.config, "white-labels", `${client}-ep.white-label.yaml`);
  mkdirSync(path.dirname(file), { recursive: true });
  const domains = `domain: ${client}.example.com\nadmin_domain: admin.${client}.example.com\n`;
  writeFileSync(file, `extends: ../products/air-ep.product.yaml\nclient: ${client}\nname: ${client}\n${domains}${more}`);
}
