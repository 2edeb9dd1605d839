import type { Method } from "./kind.ts";

interface Hint {
  status: number;
  method?: Method;
  path?: RegExp;
  /** Must be found in the message or in the text of a field. */
  says?: RegExp;
  hint: string;
}

/** Token abilities that the program needs (contract 1.2). */
const ABILITIES = "read, write, deploy and read:sensitive (or root)";

const ACCESS: readonly Hint[] = [
  { status: 401, hint: "The token is wrong, revoked or expired: make a new one in Coolify (Keys & Tokens, API tokens) and set it." },
  { status: 403, says: /API is disabled/, hint: "Switch the API on in Coolify: Settings, Configuration, Advanced, API access." },
  {
    status: 403,
    says: /not allowed to access/,
    hint: "This machine's address is not in Coolify's list of allowed addresses (Settings, Advanced).",
  },
  { status: 403, says: /team role/, hint: "The token's owner is a plain member of the team: use a token of an admin or owner." },
  { status: 403, says: /root-team/, hint: "Only a token of the root team (the first one of this Coolify) may do this." },
  { status: 403, says: /permissions/, hint: `The token lacks an ability. The program needs ${ABILITIES}.` },
  {
    status: 403,
    path: /^\/(github|gitlab)-apps/,
    hint: "An app that is system-wide belongs to no team any more: change or remove it in Coolify itself.",
  },
  { status: 403, hint: `The token may not do this. It must belong to an admin or owner of the team and have the abilities ${ABILITIES}.` },
];

/** Something is still in use, so it cannot go. */
const IN_USE: readonly Hint[] = [
  {
    status: 400,
    path: /\/environments\//,
    says: /has resources/,
    hint: "If it was renamed in Coolify, give it its old name there. Else something in it was not made by this program: remove or move that.",
  },
  {
    status: 400,
    path: /^\/servers/,
    says: /has resources/,
    hint: "Remove or move what runs on it first. It is never forced: that would delete all of it, data included.",
  },
  {
    status: 400,
    says: /has resources/,
    hint: "Something in it was not made by this program: remove it in Coolify, or move it to another project.",
  },
  {
    status: 400,
    says: /Local server cannot/,
    hint: "Coolify itself runs on this server: it stays. Take it out of the program without deleting it (`pulumi state delete`).",
  },
  {
    status: 400,
    says: /token that is used by servers/,
    hint: "Delete the servers that were made with this token first, or give them another one in Coolify.",
  },
  {
    status: 409,
    says: /GitHub app is being used/i,
    hint: "Delete those applications first, or give them another source. An application counts until Coolify has finished deleting it: then run the same command again.",
  },
  {
    status: 409,
    says: /attached resources/,
    hint: "Something is still deployed to this destination: delete it or move it to another one. What is being deleted counts until Coolify has finished: then run the same command again.",
  },
  {
    status: 422,
    says: /Private Key is in use/,
    hint: "Give those servers, applications and Git apps another key first. What is being deleted counts until Coolify has finished: then run the same command again.",
  },
  {
    status: 422,
    says: /backup schedule and its archives before/,
    hint: "Remove the volume's backup first: its archives go with it, so copy them if you need them.",
  },
  {
    status: 422,
    says: /Cannot remove the primary destination/,
    hint: "An application keeps the destination that it was made with: make it again elsewhere instead.",
  },
];

/** It is there already, or somebody else has it. */
const TAKEN: readonly Hint[] = [
  {
    status: 409,
    says: /[Dd]omain/,
    hint: "Take the domain away from its owner first, or choose another one. Coolify gives a domain to one application only; two that swap theirs need a run in between in which one has none.",
  },
  {
    status: 422,
    says: /conflicting URLs|duplicate URLs/,
    hint: "Two containers of the same application or service name this address: leave it with one of them.",
  },
  { status: 409, says: /GitHub app/i, hint: "An app of this name is there: choose another name, or take that one." },
  {
    status: 409,
    says: /destination with this network/,
    hint: "The server has a destination with this network already: take that one, or choose another network.",
  },
  {
    status: 409,
    says: /[Ee]nvironment variable already/,
    hint: "Somebody made a variable of this name meanwhile: run the same command again, it takes note of that.",
  },
  { status: 409, says: /Environment with this name/, hint: "The project has an environment of this name already: choose another name." },
  { status: 409, says: /Tag/, hint: "It has this tag already. Run the same command again." },
  {
    status: 422,
    says: /rivate [Kk]ey already exists/,
    hint: "The team has this very key under another name: take that one (look it up), or make a new key.",
  },
  {
    status: 400,
    says: /Public port already used/,
    hint: "Another database of this server has this public port: choose another one, or leave the port out.",
  },
  {
    status: 400,
    says: /IP\/Domain is already in use/,
    hint: "A server with this address is there already, perhaps in another team: take that one, or remove it first.",
  },
  {
    status: 422,
    says: /already (attached|the primary)/,
    hint: "It is attached already. Run `pulumi refresh`, then the same command again.",
  },
];

const PLACE: readonly Hint[] = [
  { status: 400, says: /no destinations/, hint: "Open the server in Coolify and add a destination (a Docker network)." },
  { status: 400, says: /multiple destinations/, hint: "The server has several destinations: name one as `destination`." },
  { status: 422, says: /destination_uuid does not belong/, hint: "The destination is one of another server: name one of this server." },
  {
    status: 422,
    says: /existing resources cannot be configured as a build server/,
    hint: "Something runs on it: remove or move that, then make it a build server.",
  },
  { status: 422, says: /build server/, hint: "Choose a server that is not a build server." },
  {
    status: 400,
    says: /already in this environment/,
    hint: "It was moved there meanwhile. Run `pulumi refresh`, then the same command again.",
  },
];

const CONTENT: readonly Hint[] = [
  {
    status: 422,
    says: /nvalid private key|private key is invalid/,
    hint: "Coolify takes a private key in PEM form without a passphrase, nothing else: `-----BEGIN … PRIVATE KEY-----`.",
  },
  {
    status: 422,
    says: /usable S3 storage|s3 storage uuid is invalid/,
    hint: "The S3 storage is not usable for backups, or is another team's: check its endpoint, bucket and keys (Coolify: S3 Storages, Validate) and set `isUsable: true`.",
  },
  { status: 422, says: /s3_storage_uuid field is required/, hint: "A backup to S3 needs the storage to which it goes." },
  {
    status: 422,
    says: /backups are not supported/i,
    hint: "Coolify backs up PostgreSQL, MySQL, MariaDB and MongoDB only: leave the backup out, or back up its volume.",
  },
  {
    status: 422,
    says: /Local backups can only be disabled/,
    hint: "Without a local copy a backup needs S3: switch that on, or keep the local one.",
  },
  {
    status: 422,
    says: /local or private address/,
    hint: "Coolify reaches no addresses inside its own network unless an admin allows it (Settings, Advanced, Endpoint).",
  },
  { status: 422, says: /read-only \(managed by/, hint: "This storage comes from the compose text: change it there." },
  {
    status: 422,
    says: /base64 encoded/,
    hint: "The program sends this text encoded, so this Coolify expects another form: it may be of a version that is not known yet.",
  },
  {
    status: 422,
    path: /^\/notifications\//,
    hint: "Coolify refused a setting of this channel: correct the field named above. What is needed depends on the channel: addresses, tokens and webhooks must be complete.",
  },
  {
    status: 404,
    says: /Invalid service type/,
    hint: "Coolify knows no one-click service of this name: look it up in Coolify (New Resource, Services) and write it as there, in lower case.",
  },
  {
    status: 400,
    says: /Invalid \w+ token|validate token with provider/,
    hint: "Coolify asked the cloud provider about this token, and it was not accepted: make a new one there, or try again when the provider can be reached.",
  },
  {
    status: 400,
    says: /repository access|GitHub|Github/,
    hint: "The GitHub App does not reach this repository: check in GitHub that the app is installed there, and that name and branch are right.",
  },
  { status: 413, hint: "The text is larger than this Coolify accepts: make it smaller, or raise the limit of the proxy or of PHP there." },
  { status: 501, says: /Swarm/, hint: "Coolify cannot do this on a Docker Swarm server." },
  {
    status: 422,
    says: /not allowed/,
    hint: "This Coolify does not take a field that the program sends: it may be older or newer than the versions that are known (4.3).",
  },
  { status: 422, hint: "Coolify refused the value named above: correct it where it is written (the YAML of the instance or product)." },
];

const ABSENT: readonly Hint[] = [
  {
    status: 404,
    says: /^Not found\.|could not be found/,
    hint: "This Coolify does not know this request: it may be older than 4.3.0. Update it.",
  },
  {
    status: 404,
    method: "POST",
    hint: "Something that this names is not there, or belongs to another team: it may have been deleted in Coolify. `pf refresh` takes note of that, `pf up` makes it again.",
  },
  { status: 404, hint: "It may have been deleted in Coolify: `pf refresh` takes note of that, `pf up` makes it again." },
];

const TROUBLE: readonly Hint[] = [
  {
    status: 429,
    says: /queue is full/,
    hint: "Too many deployments wait on this server: wait until some have ended, or raise its queue limit in Coolify.",
  },
  {
    status: 429,
    hint: "Coolify lets a user make 200 requests a minute, and others use them too: wait a minute, then run the same command again.",
  },
  { status: 500, hint: "Coolify failed inside. Its database or queue may be down: look at its logs, then run the same command again." },
  { status: 503, hint: "Coolify is in maintenance: run the same command again when it is back." },
];

/** The first that fits is shown, so the narrow ones come first. */
export const HINTS: readonly Hint[] = [...ACCESS, ...IN_USE, ...TAKEN, ...PLACE, ...CONTENT, ...ABSENT, ...TROUBLE];
