import path from "node:path";
import { type Address, addressOf, type Environment } from "./address.ts";
import { CoolifyClient } from "./client.ts";
import { Follower } from "./deployment/follower.ts";
import { Launcher } from "./deployment/launcher.ts";
import { Starter } from "./deployment/starter.ts";
import { Claims } from "./engine/claims.ts";
import { Gone } from "./engine/gone.ts";
import { Turns } from "./engine/turns.ts";
import type { Owner } from "./fields.ts";
import { givenProjects } from "./givenProjects.ts";
import { askTeam, askVersion, digestOf, givenIdentity, type Identity, requireOwner, requireVersion } from "./identity.ts";
import { get } from "./kind.ts";
import { SharedLimiter } from "./limiter.ts";
import { Lists } from "./lists.ts";
import { Lookup } from "./lookup.ts";
import { Once } from "./once.ts";
import { type Pace, paceOf } from "./pace.ts";
import { Report } from "./report.ts";

/** Everything that the resources of one Coolify share inside one process. */
export class Connection {
  readonly client: CoolifyClient;
  readonly lists: Lists;
  readonly lookups: Lookup;
  readonly report: Report;
  readonly pace: Pace;
  /** Address to which health checks connect instead of the domain's own (`PF_RESOLVE`). */
  readonly resolve: string | undefined;
  /** Uuids that this process made: their children need no search (decision 17). */
  readonly created = new Set<string>();
  /** Uuids that this process found gone or deleted itself. */
  readonly missing = new Set<string>();
  /** Variables that a new set of this run took over from what was there: their keys, by what has them. */
  readonly takenOver = new Map<string, ReadonlySet<string>>();
  /** Whether parents of what was not found are there, each asked once a process. */
  readonly parents = new Map<string, Promise<boolean>>();
  /** What must not be written by two at the same time. */
  readonly turns = new Turns();
  /** Deletions that this process asked for and that Coolify does in the background. */
  readonly gone: Gone;
  readonly follower: Follower;
  readonly starter: Starter;
  readonly launcher: Launcher;
  readonly #version: Once<string>;
  readonly #team: Once<Identity["team"]>;

  constructor({ url, token }: Address, environment: Environment) {
    this.report = new Report(environment.PF_RUN);
    this.pace = paceOf(environment.PF_PACE);
    this.resolve = environment.PF_RESOLVE || undefined;
    const folder = path.resolve(environment.PF_HOME || ".pf", "limits");
    const limiter = new SharedLimiter(folder, digestOf(token), Number(environment.PF_RATE_WINDOW) || undefined);
    this.client = new CoolifyClient({ url, token, limiter, report: this.report, pace: this.pace });
    this.lists = new Lists(this.client);
    const projects = givenProjects(environment.PF_RUN, { url, token });
    if (projects) this.lists.know(get("/projects"), projects);
    this.lookups = new Lookup(this.lists, this.missing);
    this.gone = new Gone(this.client, this.pace);
    this.follower = new Follower(this.client, this.pace);
    this.starter = new Starter(this.client, this.pace, this.follower);
    this.launcher = new Launcher(this.client, this.pace, this.turns);
    const given = givenIdentity(environment.PF_IDENTITY, url, token);
    this.#version = new Once(() => (given ? Promise.resolve(given.version) : askVersion(this.client)));
    this.#team = new Once(() => (given ? Promise.resolve(given.team) : askTeam(this.client)));
  }

  /** Coolify's version, asked once a process. */
  version(): Promise<string> {
    return this.#version.get();
  }

  /** Asked once a process (decision 15). */
  async identity(): Promise<Identity> {
    const [version, team] = await Promise.all([this.#version.get(), this.#team.get()]);
    return { version, team };
  }

  /**
   * Before the first write and before a 404 is believed: the token is for the team that owns what is touched.
   * @returns the owner, to be kept in state
   */
  async verify(owner: Owner | undefined): Promise<Owner> {
    const identity = await this.identity();
    requireOwner(identity, owner);
    requireVersion(identity);
    return { team: identity.team.id, since: identity.team.created_at, version: identity.version };
  }

  close(): Promise<void> {
    return this.client.close();
  }
}

/** One connection for each name, made when it is first needed. */
export class Connections {
  /** What the resources of this run give, at whatever Coolify. */
  readonly claims = new Claims();
  readonly #environment: Environment;
  readonly #open = new Map<string, Connection>();

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  /** @throws UserError when the environment names no such Coolify */
  of(name: string | undefined): Connection {
    const address = addressOf(this.#environment, name);
    const key = `${address.url} ${digestOf(address.token)}`;
    const connection = this.#open.get(key) ?? new Connection(address, this.#environment);
    this.#open.set(key, connection);
    return connection;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#open.values()].map((connection) => connection.close()));
  }
}
