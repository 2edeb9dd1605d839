import type { Fault } from "./fault.ts";
import { Commit, GithubRepository, Repository, SshRepository, Tag } from "./fields.ts";
import { find, keyPlaceOf, type LocatedRecord, placeOf } from "./located.ts";
import type { Pin } from "./releases.ts";
import type { ResolvedSource } from "./resolved.ts";

/** What is needed of a source after its fields were checked one by one: that they fit together. Undefined if they do not. */
export function resolveSource(located: LocatedRecord, pin: Pin | undefined, faults: Fault[]): ResolvedSource | undefined {
  const written = (key: string) => textOf(located, ["source", key]);
  const fault: FaultAt = (path, reason) => {
    const at = find(located, path) === undefined ? placeOf(located, path) : keyPlaceOf(located, path);
    faults.push({ ...at, path: path.join("."), reason, ...(reason.startsWith("missing") ? { absent: true } : {}) });
    return undefined;
  };
  const forms = FORMS.filter(([key]) => find(located, ["source", key]) !== undefined);
  const [first, second] = forms;
  // That the whole source is missing is said by the schema.
  if (first === undefined) return find(located, ["source"]) && fault(["source"], "missing; write a repository or an image");
  if (second !== undefined) return fault(["source", first[0]], `both ${first[1]} and ${second[1]}; remove one of them with null`);
  if (first[0] === "image") return fromImage(located, pin, faults, fault);
  if (written("tag") !== undefined)
    return fault(["source", "tag"], "a tag belongs to an image; a repository is pinned to a commit in releases/");
  if (first[0] === "dockerfile") return fromDockerfile(written("dockerfile") ?? "", pin, faults);
  return fromGit(located, pin, faults, fault);
}

/** One of them, with the words that people say. */
const FORMS = [
  ["repository", "a repository"],
  ["image", "an image"],
  ["dockerfile", "a Dockerfile"],
] as const;

type FaultAt = (path: string[], reason: string) => undefined;

function fromImage(located: LocatedRecord, pin: Pin | undefined, faults: Fault[], fault: FaultAt): ResolvedSource | undefined {
  if (pin !== undefined && !Tag.safeParse(pin.release).success) return unfit(pin, "a tag of a Docker image", faults);
  const wanted = pin?.release ?? textOf(located, ["source", "tag"]);
  if (wanted === undefined) return fault(["source", "tag"], "missing; write the tag of the image, such as 1.0.0");
  return { type: "dockerImage", image: textOf(located, ["source", "image"]) ?? "", tag: wanted };
}

function fromDockerfile(text: string, pin: Pin | undefined, faults: Fault[]): ResolvedSource | undefined {
  if (pin === undefined) return { type: "dockerfile", text };
  faults.push({
    ...pin.at,
    path: pin.target,
    value: pin.release,
    reason: "the source is a Dockerfile, which has no releases; remove the line",
  });
  return undefined;
}

/** How Coolify gets into a repository, and what its address then looks like. */
const ACCESS = [
  { key: "github_app", pattern: GithubRepository },
  { key: "deploy_key", pattern: SshRepository },
  { key: undefined, pattern: Repository },
];

function fromGit(located: LocatedRecord, pin: Pin | undefined, faults: Fault[], fault: FaultAt): ResolvedSource | undefined {
  const repository = textOf(located, ["source", "repository"]) ?? "";
  const branch = textOf(located, ["branch"]);
  const app = textOf(located, ["source", "github_app"]);
  const key = textOf(located, ["source", "deploy_key"]);
  if (app !== undefined && key !== undefined)
    return fault(["source", "deploy_key"], "both github_app and deploy_key; remove one of them with null");
  const { pattern } = ACCESS.find((access) => access.key !== undefined && textOf(located, ["source", access.key]) !== undefined) ?? {
    pattern: Repository,
  };
  if (!pattern.safeParse(repository).success) {
    // The address is not repeated: people paste passwords into it.
    faults.push({
      ...placeOf(located, ["source", "repository"]),
      path: "source.repository",
      reason: `this is not ${pattern.meta()?.title}`,
    });
    return undefined;
  }
  if (branch === undefined) return fault(["branch"], "missing; write the branch of the repository that this environment deploys");
  if (pin !== undefined && !Commit.safeParse(pin.release).success)
    return unfit(pin, "a commit of 40 hexadecimal digits, as a git source needs", faults);
  const at = { repository, branch, ...(pin && { commit: pin.release }) };
  if (app !== undefined) return { type: "githubApp", app, ...at };
  return key === undefined ? { type: "publicGit", ...at } : { type: "deployKey", key, ...at };
}

function unfit({ release, at, target }: Pin, needed: string, faults: Fault[]): undefined {
  faults.push({ ...at, path: target, value: release, reason: `${JSON.stringify(release)} is not ${needed}` });
}

function textOf(located: LocatedRecord, path: string[]): string | undefined {
  const found = find(located, path);
  return found?.kind === "scalar" && typeof found.value === "string" ? found.value : undefined;
}
