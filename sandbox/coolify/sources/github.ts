import { ControlError } from "../control/error.ts";
import { branches } from "../git/tables.ts";
import type { Bag } from "../http/normalise.ts";
import type { World } from "../world/world.ts";
import { type GithubAppRow, type GithubRepositoryRow, githubRepositories } from "./tables.ts";

/** A repository that GitHub lets an app read, or GitHub's refusal. */
export type RepositoryAnswer = { readonly id: number } | { readonly status: number; readonly message: string };

const GITHUB = "https://github.com/";

/** What GitHub answers an app that asks for `owner/repo`. Repositories of the world can be read by every app. */
export function repositoryAt(world: World, app: GithubAppRow, fullName: string): RepositoryAnswer {
  const named = ownRepositories(world, app).find((row) => row.full_name === fullName);
  if (named?.status === 200) return { id: named.number };
  if (named) return { status: named.status, message: fullName.split("/").at(-1) ?? "" };
  return remotes(world).has(fullName) ? { id: numberOf(fullName) } : { status: 404, message: "Not Found" };
}

/** All repositories that an app may read, by name, as GitHub describes them. */
export function repositoriesOf(world: World, app: GithubAppRow): object[] {
  const found = new Map([...remotes(world).keys()].map((name) => [name, numberOf(name)]));
  for (const row of ownRepositories(world, app)) if (row.status === 200) found.set(row.full_name, row.number);
  return [...found].map(([full_name, id]) => describe(full_name, id)).sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** The branches of a repository of the world; undefined where GitHub knows none. */
export function branchesOf(world: World, fullName: string): object[] | undefined {
  return remotes(world)
    .get(fullName)
    ?.map(({ branch, head }) => ({ name: branch, commit: { sha: head, url: `${GITHUB}${fullName}/commit/${head}` }, protected: false }));
}

/** `{host?, app, repositories: {"owner/repo": number}, "owner/other": status…}`: what GitHub answers an app from now on. */
export function controlGithub(world: World, { control: _, host = "api.github.com", app, repositories = {}, ...statuses }: Bag): void {
  if (typeof app !== "string" || typeof host !== "string" || typeof repositories !== "object" || repositories === null) {
    throw new ControlError("The control github needs an app and repositories: a record of owner/name to number.");
  }
  const table = world.of(githubRepositories);
  for (const old of table.all()) if (old.app === app && old.host === host) table.remove(old);
  for (const [full_name, number] of Object.entries(repositories)) table.insert({ host, app, full_name, number: Number(number) });
  for (const [full_name, status] of Object.entries(statuses)) {
    if (typeof status === "number") table.insert({ host, app, full_name, status });
  }
}

function ownRepositories(world: World, app: GithubAppRow): GithubRepositoryRow[] {
  const host = app.api_url.split("/")[2];
  return world
    .of(githubRepositories)
    .all()
    .filter((row) => row.host === host && (row.app === app.name || row.app === app.uuid));
}

/** Branches of the repositories on github.com, by `owner/name`. */
function remotes(world: World): Map<string, { branch: string; head: string }[]> {
  const found = new Map<string, { branch: string; head: string }[]>();
  for (const row of world.of(branches).all()) {
    if (!row.repository.startsWith(GITHUB)) continue;
    const name = row.repository.slice(GITHUB.length).replace(/\.git$/, "");
    found.set(name, [...(found.get(name) ?? []), row]);
  }
  return found;
}

/** The same number for the same name. */
function numberOf(name: string): number {
  let number = 7;
  for (const letter of name) number = (number * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_000_007;
  return number;
}

function describe(full_name: string, id: number): { name: string } & Bag {
  const [login = "", name = ""] = full_name.split("/");
  return {
    id,
    name,
    full_name,
    private: true,
    owner: { login },
    html_url: `${GITHUB}${full_name}`,
    clone_url: `${GITHUB}${full_name}.git`,
  };
}
