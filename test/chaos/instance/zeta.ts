import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Stage } from "../../e2e/stage.ts";
import { CHAT, ZETA } from "../../e2e/zeta.ts";

/** One of each part in development; production waits for its release, and staging would say the same again. */
const INSTANCE = ZETA.replace("environments:\n", "environments:\n  staging: null\n");

/** Its product: an environment of its own in the same project. */
const PRODUCT = `extends: ../instances/zeta.instance.yaml
code: ep
name: EP
source:
  image: ghcr.io/pf-core/ep-app
  tag: 1.0.0
variables:
  LICENCE: { generated: licence }
`;

/** Makes the stage's fleet this one instance with its product. */
export function onlyZeta(stage: Stage): void {
  for (const other of ["instances", "products", "white-labels", "platform.yaml", "access.yaml"])
    rmSync(path.join(stage.config, other), { recursive: true });
  const files = { "instances/zeta.instance.yaml": INSTANCE, "products/zeta-ep.product.yaml": PRODUCT, "compose/zeta.yaml": CHAT };
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(stage.config, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/** Values that the stack draws, and passwords that Coolify draws, as stars: they differ from one world to the next. */
export const withoutDrawn = (lines: readonly string[]): string[] =>
  lines
    .map((line) =>
      line.replaceAll(/:\/\/(\w+):[^@"]+@/g, "://$1:*@").replaceAll(/"(\w*value|\w*password)":"[A-Za-z0-9]{32,}"/g, '"$1":"*"'),
    )
    .sort();
