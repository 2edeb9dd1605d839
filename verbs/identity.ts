import type { ServerConnection } from "../config/servers.ts";
import { Connection } from "../providers/coolify/connection.ts";
import { giveProjects, type Projects } from "../providers/coolify/givenProjects.ts";
import { digestOf, plainUrl, requireOwner, requireVersion } from "../providers/coolify/identity.ts";
import { get } from "../providers/coolify/kind.ts";
import { Secret } from "../providers/secret.ts";
import { projectsIn } from "./atCoolify.ts";
import type { Context } from "./context.ts";
import { kindToken, type State } from "./pulumi/state.ts";
import type { Run } from "./run.ts";

/** A Coolify that answered, and the team that the token leads to. */
export interface Verified {
  /** For Pulumi's processes: where Coolify is, as whom, and that both were asked already in this run. */
  environment: Record<string, string>;
  /**
   * Refuses a token of another team than the one that the stack lives in, before anything is written.
   *
   * @throws UserError with exit code 3
   */
  refuseForeignState(state: State): void;
  /**
   * Stacks of which a project is there, by its mark, whatever any state remembers: one request, the first time. What it answered is left
   * for the provider's process of this run, which looks for the same project.
   */
  stacksThere(run: Run): Promise<ReadonlySet<string>>;
}

/** Opens the Coolify of a server in this process. The caller closes it. */
export function connect({ baseUrl, token, variables }: ServerConnection, context: Context, run?: Run): Connection {
  const environment = { ...context.environment, PF_HOME: context.home, ...(run ? { PF_RUN: run.folder } : {}) };
  return new Connection({ url: baseUrl, token: new Secret(variables.token, token) }, environment);
}

/**
 * Asks Coolify for its version and the token's team (two requests; the provider's process is told the answers and does not ask again).
 *
 * @throws UserError, CoolifyApiError: wrong token (3), too old, nobody there (4)
 */
export async function verifyConnection(server: ServerConnection, context: Context, run: Run): Promise<Verified> {
  const connection = connect(server, context, run);
  try {
    const identity = await connection.identity();
    requireVersion(identity);
    const { baseUrl: url, token, variables } = server;
    const known = { url, token: digestOf(new Secret(variables.token, token)), ...identity };
    let asked: Promise<Projects> | undefined;
    return {
      environment: { [variables.url]: url, [variables.token]: token, PF_IDENTITY: JSON.stringify(known) },
      refuseForeignState: (state) => requireOwner(identity, ownerOf(state)),
      stacksThere: async (forRun) => {
        asked ??= askProjects(connect(server, context, run));
        const projects = await asked;
        giveProjects(forRun.folder, { url: plainUrl(url), token: new Secret(variables.token, token) }, projects);
        return new Set(projectsIn(projects.answer).flatMap(({ stack }) => stack ?? []));
      },
    };
  } finally {
    await connection.close();
  }
}

async function askProjects(connection: Connection): Promise<Projects> {
  const at = Date.now();
  try {
    return { answer: await connection.client.request(get("/projects")), at };
  } finally {
    await connection.close();
  }
}

/** The team that the stack's project was made in, as the provider kept it. */
function ownerOf({ resources }: State): { team: number; since: string } | undefined {
  const owner = resources.find(({ type }) => type === kindToken("Project"))?.outputs.owner as
    | { team?: unknown; since?: unknown }
    | undefined;
  return typeof owner?.team === "number" && typeof owner.since === "string" ? { team: owner.team, since: owner.since } : undefined;
}
