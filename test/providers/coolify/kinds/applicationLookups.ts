import type { Lookups } from "../../../../providers/coolify/kind.ts";

const asked = (what: string) => async (name: string) => ({ uuid: `${what} ${name}` });

/** Look-ups that say what they were asked: `server main`. */
export const lookups: Lookups = {
  server: asked("server"),
  destination: async (_, name) => ({ uuid: `destination ${name}` }),
  privateKey: asked("key"),
  githubApp: async (name) => ({ uuid: `app ${name}`, id: "7" }),
  s3Storage: asked("s3"),
  project: asked("project"),
  environment: async (_, name) => ({ uuid: `environment ${name}` }),
};
