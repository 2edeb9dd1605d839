import type { Wire } from "../kind.ts";
import type { ApplicationInputs } from "./applicationFields.ts";
import type { Sort } from "./applicationForms.ts";
import { DIGEST, DIGEST_MARK, type Source } from "./applicationSource.ts";

export type SourceInputs = Pick<ApplicationInputs, "source" | "buildPack"> & { build?: Partial<ApplicationInputs["build"]> };

const isGit = ({ source }: SourceInputs) => source.type !== "dockerfile" && source.type !== "dockerImage";
const isPack = (inputs: SourceInputs, pack: string) => isGit(inputs) && inputs.buildPack === pack;

/** Whether a field counts for an application. */
const COUNTS: Readonly<Record<Sort, (inputs: SourceInputs) => boolean>> = {
  git: isGit,
  compose: (inputs) => isPack(inputs, "dockercompose"),
  single: (inputs) => !isPack(inputs, "dockercompose"),
  dockerfile: (inputs) => inputs.source.type === "dockerfile" || isPack(inputs, "dockerfile"),
};
export const isOf = (inputs: SourceInputs, sort: Sort | undefined): boolean => sort === undefined || COUNTS[sort](inputs);

const GITHUB = /^https?:\/\/github\.com\/([^/]+\/[^/]+).*$/;

/** Whether a public repository belongs to the source that Coolify has for GitHub. */
export const isAtGithub = (repository: unknown): boolean => typeof repository === "string" && GITHUB.test(repository);

/** `owner/repo` for GitHub, as Coolify stores it; every other address in full (trap T2). */
const stored = (repository: string) => repository.replace(GITHUB, "$1").replace(/\.git$/, "");
/** The way back: Coolify shows `owner/repo` only for GitHub. */
const address = (repository: string) => (/^[^/:]+\/[^/:]+$/.test(repository) ? `https://github.com/${repository}` : repository);

/** Name and tag of an image. A digest is written in two halves, as Coolify's create keeps it (contract 4.1). */
function imageToWire({ image, tag }: Extract<Source, { type: "dockerImage" }>): Wire {
  if (!tag.startsWith(DIGEST)) return { docker_registry_image_name: image, docker_registry_image_tag: tag };
  return { docker_registry_image_name: `${image}${DIGEST_MARK}`, docker_registry_image_tag: tag.slice(DIGEST.length) };
}

export function sourceToWire({ source, buildPack, build }: SourceInputs): Wire {
  if (source.type === "dockerImage") return imageToWire(source);
  const pushed = { docker_registry_image_name: build?.registryImage ?? null, docker_registry_image_tag: build?.registryTag ?? null };
  if (source.type === "dockerfile") return pushed;
  return {
    git_repository: source.type === "publicGit" ? stored(source.repository) : source.repository,
    git_branch: source.branch,
    git_commit_sha: source.commit ?? "HEAD",
    build_pack: buildPack,
    ...pushed,
  };
}

/** What create takes in another form than PATCH: the full address of a repository, from which Coolify finds the source. */
export const repositoryAddress = (source: Source): Wire =>
  source.type === "publicGit" ? { git_repository: address(stored(source.repository)) } : {};

/** Git columns of what has no repository (contract 4.1). */
const NO_REPOSITORY = "coollabsio/coolify";

/** Which of the sources it is. The Dockerfile and the key are hidden without read:sensitive: then it is what the inputs say. */
function typeOf(wire: Wire, wanted: Source | undefined): Source["type"] {
  if (wire.build_pack === "dockerimage") return "dockerImage";
  const hasText = "dockerfile" in wire ? typeof wire.dockerfile === "string" : wanted?.type === "dockerfile";
  if (wire.build_pack === "dockerfile" && wire.git_repository === NO_REPOSITORY && hasText) return "dockerfile";
  if (wire.source_id) return "githubApp";
  if ("private_key_id" in wire ? wire.private_key_id !== null : wanted?.type === "deployKey") return "deployKey";
  return "publicGit";
}

function imageFromWire({ docker_registry_image_name: name, docker_registry_image_tag: tag }: Wire): Wire {
  const image = String(name);
  if (!image.endsWith(DIGEST_MARK)) return { image, tag: tag ?? "latest" };
  return { image: image.slice(0, -DIGEST_MARK.length), tag: `${DIGEST}${String(tag)}` };
}

/** The source as an answer shows it. GitHub App and key are numbers there (trap T21): their names stay as they were. */
export function sourceFromWire(wire: Wire, wanted: Source | undefined): Wire {
  const type = typeOf(wire, wanted);
  const before: Wire = wanted?.type === type ? { ...wanted } : {};
  if (type === "dockerImage") return { source: { type, ...imageFromWire(wire) } };
  if (type === "dockerfile") return { source: { type, text: wire.dockerfile ?? before.text } };
  const repository = String(wire.git_repository);
  return {
    source: {
      type,
      ...(type === "githubApp" && { app: before.app }),
      ...(type === "deployKey" && { key: before.key }),
      repository: type === "publicGit" ? address(stored(repository)) : repository,
      branch: wire.git_branch,
      ...(wire.git_commit_sha !== "HEAD" && { commit: wire.git_commit_sha }),
    },
    buildPack: wire.build_pack,
  };
}
