import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Stage } from "../../e2e/stage.ts";

/** An instance with one of each part, in development; production waits for its release. */
const ZETA = `extends: ../pf-core.config.yaml
code: zeta
name: ZETA
description: One of each part
brand: { primary: "#00aa77", secondary: "#223344", logo: /brand/zeta.svg }
source:
  repository: https://github.com/pf-core/air-app
environments:
  staging: null
  development:
    databases:
      main:
        engine: postgresql
        version: 17
        user: zeta
        database: zeta
        backups:
          - frequency: daily
            retention: { local: { amount: 7 } }
    services:
      chat:
        compose: ../compose/zeta.yaml
        urls: { web: ["chat.zeta.pfcore.io:80"] }
        variables:
          MASTER_KEY: { generated: master_key }
          STORE: { database: main }
    storages:
      uploads: { path: /app/uploads }
      conf: { path: /etc/app.conf, type: file, content: "limit: 5" }
    tasks:
      prune: { command: npm run prune, frequency: "30 2 * * *" }
    variables:
      DATABASE_URL: { database: main }
      SESSION_KEY: { generated: session_key }
`;

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

const CHAT = `services:
  web:
    image: nginx:1.27
    environment:
      MASTER_KEY: \${MASTER_KEY}
      STORE: \${STORE}
    volumes:
      - data:/data
`;

/** Makes the stage's fleet this one instance with its product. */
export function onlyZeta(stage: Stage): void {
  for (const other of ["instances", "products", "white-labels", "platform.yaml", "access.yaml"])
    rmSync(path.join(stage.config, other), { recursive: true });
  const files = { "instances/zeta.instance.yaml": ZETA, "products/zeta-ep.product.yaml": PRODUCT, "compose/zeta.yaml": CHAT };
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
