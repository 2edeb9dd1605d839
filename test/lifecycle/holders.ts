import type { Properties } from "../../providers/coolify/values.ts";
import type { Planned } from "./miniStack.ts";

/** What holds data, or hangs on what does, in one project. */
const place = (outputs: (name: string) => Properties) => ({
  project: outputs("p").uuid,
  owner: outputs("p").owner,
  environment: "production",
  server: "main",
});
const COMPOSE =
  "services:\n  web:\n    image: nginx:alpine\n    volumes:\n      - content:/usr/share/nginx/html\nvolumes:\n  content: {}\n";
export const PROJECT: Planned = { name: "p", kind: "Project", inputs: () => ({ stamp: "air/p", name: "Data" }) };
export const of = (name: string, kind: string, inputs: Planned["inputs"]): Planned => ({ name, kind, inputs });

const image = { type: "dockerImage", image: "ghcr.io/pf-core/ep-app", tag: "1.0.0" };
export const application = (more: Properties = {}) =>
  of("app", "Application", (outputs) => ({ ...place(outputs), stamp: "air/app", name: "app", source: image, ...more }));
export const volume = (more: Properties = {}) =>
  of("volume", "Storage", (outputs) => ({
    application: outputs("app").uuid,
    owner: outputs("p").owner,
    mountPath: "/data",
    source: { type: "volume", name: "uploads" },
    ...more,
  }));
export const service = (more: Properties = {}) =>
  of("service", "Service", (outputs) => ({
    ...place(outputs),
    stamp: "air/service",
    name: "shop",
    source: { type: "compose", text: COMPOSE },
    ...more,
  }));
export const database = (more: Properties = {}) =>
  of("database", "Database", (outputs) => ({
    ...place(outputs),
    stamp: "air/database",
    name: "ledger",
    engine: { type: "postgresql", user: "ledger", password: "correct-horse-1", database: "ledger" },
    ...more,
  }));
