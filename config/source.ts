import type { Fault } from "./fault.ts";
import { Commit, Tag } from "./fields.ts";
import { find, keyPlaceOf, type LocatedRecord, placeOf } from "./located.ts";
import type { Pin } from "./releases.ts";
import type { ResolvedSource } from "./resolved.ts";

/** What is needed of a source after its fields were checked one by one: that they fit together. Undefined if they do not. */
export function resolveSource(located: LocatedRecord, pin: Pin | undefined, faults: Fault[]): ResolvedSource | undefined {
  const repository = textOf(located, ["source", "repository"]);
  const image = textOf(located, ["source", "image"]);
  const tag = textOf(located, ["source", "tag"]);
  const branch = textOf(located, ["branch"]);
  const fault = (path: string[], reason: string) => {
    const at = find(located, path) === undefined ? placeOf(located, path) : keyPlaceOf(located, path);
    faults.push({ ...at, path: path.join("."), reason, ...(reason.startsWith("missing") ? { absent: true } : {}) });
    return undefined;
  };
  if (repository !== undefined && image !== undefined)
    return fault(["source", "repository"], "both a repository and an image; remove one of them with null");
  if (image !== undefined) return fromImage(image, tag, pin, faults, fault);
  // That the whole source is missing is said by the schema.
  if (repository === undefined) return find(located, ["source"]) && fault(["source"], "missing; write a repository or an image");
  if (tag !== undefined) return fault(["source", "tag"], "a tag belongs to an image; a repository is pinned to a commit in releases/");
  if (branch === undefined) return fault(["branch"], "missing; write the branch of the repository that this environment deploys");
  return fromGit(repository, branch, pin, faults);
}

type FaultAt = (path: string[], reason: string) => undefined;

function fromImage(
  image: string,
  tag: string | undefined,
  pin: Pin | undefined,
  faults: Fault[],
  fault: FaultAt,
): ResolvedSource | undefined {
  if (pin !== undefined && !Tag.safeParse(pin.release).success) return unfit(pin, "a tag of a Docker image", faults);
  const wanted = pin?.release ?? tag;
  if (wanted === undefined) return fault(["source", "tag"], "missing; write the tag of the image, such as 1.0.0");
  return { type: "dockerImage", image, tag: wanted };
}

function fromGit(repository: string, branch: string, pin: Pin | undefined, faults: Fault[]): ResolvedSource | undefined {
  if (pin === undefined) return { type: "publicGit", repository, branch };
  if (!Commit.safeParse(pin.release).success) return unfit(pin, "a commit of 40 hexadecimal digits, as a git source needs", faults);
  return { type: "publicGit", repository, branch, commit: pin.release };
}

function unfit({ release, at, environment }: Pin, needed: string, faults: Fault[]): undefined {
  faults.push({ ...at, path: environment, value: release, reason: `${JSON.stringify(release)} is not ${needed}` });
}

function textOf(located: LocatedRecord, path: string[]): string | undefined {
  const found = find(located, path);
  return found?.kind === "scalar" && typeof found.value === "string" ? found.value : undefined;
}
