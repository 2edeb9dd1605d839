import { urlParts } from "../domains/normalise.ts";
import { refusal, serverError } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import type { Bag } from "../http/normalise.ts";
import { privateKeys } from "../keys/tables.ts";
import { newUuid } from "../world/identity.ts";
import { requireBase64 } from "./checks.ts";
import { SINGLE_SETTINGS } from "./fields.ts";
import { GITHUB_APP, githubAppColumns } from "./githubApp.ts";
import type { Variant } from "./input.ts";
import { gitName } from "./names.ts";
import { splitImage } from "./rules.ts";
import type { ApplicationRow } from "./tables.ts";

/** What makes a create route different from the others (contract 4.1). */
export interface VariantKind {
  /** The application comes from git: `build_pack`, `docker_compose_domains` and all settings count. */
  readonly isGit: boolean;
  readonly name: (input: Bag) => string;
  /** Fields that are read before the columns are: a tag is split off the image's name. */
  readonly prepare?: (input: Bag) => Bag;
  /** Columns the server sets, whatever was sent. @throws Refusal */
  readonly fixed: (call: Call, input: Bag) => Partial<ApplicationRow>;
}

/** Git columns of what has no repository. */
const NO_REPOSITORY = { git_repository: "coollabsio/coolify", git_branch: "main" };

const nameOfGit = ({ git_repository, git_branch }: Bag) => gitName(String(git_repository), String(git_branch));

/** A public repository on github.com belongs to the source 0 and is kept as `owner/repo`. @throws Refusal 500 for git:// */
function publicColumns(_: Call, { git_repository }: Bag): Partial<ApplicationRow> {
  const repository = String(git_repository);
  if (repository.startsWith("git://")) throw serverError();
  const { host, rest = "" } = urlParts(repository) ?? {};
  if (host !== "github.com") return {};
  const [owner = "", name = ""] = rest.split("/").filter((segment) => segment !== "");
  return { source_type: GITHUB_APP, source_id: 0, git_repository: `${owner}/${name}`.trim() };
}

function deployKeyColumns(call: Call, { private_key_uuid }: Bag): Partial<ApplicationRow> {
  const key = call.world.of(privateKeys).byUuid(private_key_uuid);
  if (!key || key.team_id !== call.team) throw refusal(404, "Private Key not found.");
  return { private_key_id: key.id };
}

/** The EXPOSE scan reads the still encoded text, so it finds nothing: always 80 (contract 4.1). */
const dockerfileColumns = (_: Call, { dockerfile }: Bag): Partial<ApplicationRow> => ({
  ...NO_REPOSITORY,
  build_pack: "dockerfile",
  ports_exposes: "80",
  dockerfile: requireBase64("dockerfile", dockerfile),
});

function splitTag(input: Bag): Bag {
  const { docker_registry_image_name: name, docker_registry_image_tag: tag } = input;
  const split = splitImage(tag ? `${name}:${tag}` : String(name));
  const digest = split.isDigest && !split.name.endsWith("@sha256") ? `${split.name}@sha256` : split.name;
  return { ...input, docker_registry_image_name: digest, docker_registry_image_tag: split.tag ?? "latest" };
}

export const variantKinds: Readonly<Record<Variant, VariantKind>> = {
  public: { isGit: true, name: nameOfGit, fixed: publicColumns },
  "private-deploy-key": { isGit: true, name: nameOfGit, fixed: deployKeyColumns },
  "private-github-app": { isGit: true, name: nameOfGit, fixed: githubAppColumns },
  dockerfile: { isGit: false, name: () => `dockerfile-${newUuid()}`, fixed: dockerfileColumns },
  dockerimage: {
    isGit: false,
    name: () => `docker-image-${newUuid()}`,
    prepare: splitTag,
    fixed: () => ({ ...NO_REPOSITORY, build_pack: "dockerimage" }),
  },
};

/** Single settings that each kind of variant listens to: without git four are dropped in silence. */
const DROPPED = new Set(["is_static", "is_spa", "is_auto_deploy_enabled"]);
export const singleSettingsOf = (kind: VariantKind): string[] =>
  Object.keys(SINGLE_SETTINGS).filter((name) => kind.isGit || !DROPPED.has(name));
