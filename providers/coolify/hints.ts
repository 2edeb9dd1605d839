import type { Method } from "./kind.ts";

interface Said {
  method: Method;
  path: string;
  status: number;
  message: string;
}

interface Hint {
  status: number;
  path?: RegExp;
  message?: RegExp;
  hint: string;
}

/** Token abilities that the program needs (contract 1.2). */
const ABILITIES = "read, write, deploy and read:sensitive (or root)";

/** What an answer probably means and what to do about it. The first that fits is shown, so the narrow ones come first. */
const HINTS: readonly Hint[] = [
  { status: 401, hint: "The token is wrong, revoked or expired: make a new one in Coolify (Keys & Tokens, API tokens) and set it." },
  { status: 403, message: /API is disabled/, hint: "Switch the API on in Coolify: Settings, Configuration, Advanced, API access." },
  {
    status: 403,
    message: /not allowed to access/,
    hint: "This machine's address is not in Coolify's list of allowed addresses (Settings, Advanced).",
  },
  { status: 403, message: /team role/, hint: "The token's owner is a plain member of the team: use a token of an admin or owner." },
  { status: 403, message: /permissions/, hint: `The token lacks an ability. The program needs ${ABILITIES}.` },
  { status: 403, hint: `The token may not do this. It must belong to an admin or owner of the team and have the abilities ${ABILITIES}.` },
  {
    status: 409,
    message: /[Dd]omain/,
    hint: "Take the domain away from its owner first, or choose another one. Coolify gives a domain to one application only.",
  },
  {
    status: 404,
    path: /^\/applications/,
    hint: "It may have been deleted in Coolify: `pf refresh` takes note of that, `pf up` makes it again.",
  },
  {
    status: 404,
    path: /^\/projects/,
    hint: "It may have been deleted in Coolify: `pf refresh` takes note of that, `pf up` makes it again.",
  },
  {
    status: 400,
    path: /\/environments\//,
    message: /has resources/,
    hint: "If it was renamed in Coolify, give it its old name there. Else something in it was not made by this program: remove or move that.",
  },
  {
    status: 400,
    message: /has resources/,
    hint: "Something in it was not made by this program: remove it in Coolify, or move it to another project.",
  },
  { status: 400, message: /no destinations/, hint: "Open the server in Coolify and add a destination (a Docker network)." },
  { status: 400, message: /multiple destinations/, hint: "The server has several destinations: name one as `destination`." },
  { status: 413, hint: "The text is larger than this Coolify accepts." },
  { status: 422, message: /build server/, hint: "Choose a server that is not a build server." },
  { status: 422, hint: "Coolify refused the value named above: correct it in the YAML of the instance or product." },
  { status: 500, hint: "Coolify failed inside. Its database or queue may be down: look at its logs, then run the same command again." },
  { status: 503, hint: "Coolify is in maintenance: run the same command again when it is back." },
];

export function hintFor(said: Said): string | undefined {
  return HINTS.find(
    ({ status, path, message }) => status === said.status && (path?.test(said.path) ?? true) && (message?.test(said.message) ?? true),
  )?.hint;
}
