import { isIP } from "node:net";
import { domainFaults, urlParts } from "../domains/normalise.ts";
import { patterns } from "../validation/patterns.ts";
import type { OwnRule } from "../validation/validate.ts";
import { asText, isEmpty } from "../validation/values.ts";

/** A test a text must not meet, and what is said when it does; `:attribute` is the field's name with spaces. */
type Fault = readonly [test: (text: string) => boolean, message: string];

const anyOf = (characters: string) => (text: string) => [...characters].some((character) => text.includes(character));
const startsWith = (start: string) => (text: string) => text.startsWith(start);

/** The first fault of a text, as Coolify's own rules stop at it. Values that are no text are left to the rule `string`. */
const firstFault =
  (faults: readonly Fault[]): OwnRule =>
  (value, attribute) => {
    if (isEmpty(value) || typeof value === "object") return undefined;
    const text = asText(value);
    const found = faults.find(([test]) => test(text));
    return found?.[1].replace(":attribute", attribute.replaceAll("_", " "));
  };

/** ValidGitBranch. */
export const gitBranch: OwnRule = firstFault([
  [anyOf(";|&$`(){}<>\"'\\!*?[]~^: #"), "The :attribute contains invalid characters."],
  [(text) => ["..", "//", "@{"].some((part) => text.includes(part)), "The :attribute contains invalid patterns."],
  [(text) => /^[/.]|[/.]$/.test(text), "The :attribute cannot start or end with / or ."],
  [
    (text) => !/^[a-zA-Z0-9\-_/.]+$/.test(text),
    "The :attribute contains invalid characters. Only letters, numbers, hyphens, underscores, forward slashes, and dots are allowed.",
  ],
  [(text) => text === "HEAD", "The :attribute cannot be HEAD."],
  [(text) => text.endsWith(".lock"), "The :attribute cannot end with .lock."],
]);

const isHttp = (text: string) => /^https?:\/\//.test(text);
const hostOf = (text: string) => (urlParts(text)?.host ?? "").toLowerCase();
const bare = (host: string) => host.replace(/^\[|\]$/g, "");

/** ValidGitRepositoryUrl. */
export const gitRepository: OwnRule = firstFault([
  [anyOf(";|&$`(){}[]<>\"'\\!?*^%=+#"), "The :attribute contains invalid characters."],
  [(text) => text.includes("../"), "The :attribute contains invalid patterns."],
  [
    (text) => text.startsWith("git@") && !/^git@[a-zA-Z0-9.-]+:[a-zA-Z0-9\-_/.~]+$/.test(text),
    "The :attribute is not a valid SSH repository URL.",
  ],
  [(text) => isHttp(text) && (hostOf(text) === "" || !/^[\x21-\x7e]+$/.test(text)), "The :attribute is not a valid URL."],
  [(text) => isHttp(text) && isIP(bare(hostOf(text))) !== 0, "The :attribute cannot use IP addresses."],
  [
    (text) => isHttp(text) && (hostOf(text) === "localhost" || hostOf(text).endsWith(".local")),
    "The :attribute cannot point to internal hosts.",
  ],
  [(text) => isHttp(text) && !/^[a-zA-Z0-9\-_/.@~]*$/.test(urlParts(text)?.rest ?? ""), "The :attribute path contains invalid characters."],
  [
    (text) => startsWith("git://")(text) && !/^git:\/\/[a-zA-Z0-9.-]+(:[0-9]+)?[:/][a-zA-Z0-9\-_/.~]+$/.test(text),
    "The :attribute is not a valid git:// URL.",
  ],
  [(text) => !/^(git@|https?:\/\/|git:\/\/)/.test(text), "The :attribute must start with https://, http://, git://, or git@."],
]);

/** Name and tag of an image reference; a colon before the last slash is a port. */
export function splitImage(image: string): { name: string; tag: string | undefined; isDigest: boolean } {
  const digest = /^(.+)@sha256:([a-f0-9]{64})$/i.exec(image);
  if (digest) return { name: digest[1] ?? "", tag: digest[2], isDigest: true };
  const colon = image.lastIndexOf(":");
  if (colon < 0 || colon < image.lastIndexOf("/")) return { name: image, tag: undefined, isDigest: false };
  const tag = image.slice(colon + 1);
  return { name: image.slice(0, colon), tag, isDigest: /^[a-f0-9]{64}$/i.test(tag) };
}

const IMAGE_FORMAT = "The :attribute format is invalid. Use image:tag or image@sha256:hash format.";

/** DockerImageFormat: a name with an optional tag or digest. */
export const dockerImage: OwnRule = (value, attribute) => {
  const say = (message: string) => message.replace(":attribute", attribute.replaceAll("_", " "));
  if (typeof value !== "string") return say(IMAGE_FORMAT);
  if (/:sha256?:/i.test(value)) {
    return say("The :attribute must use @ before sha256 digest (e.g., image@sha256:hash, not image:sha256:hash).");
  }
  const { name, tag, isDigest } = splitImage(value);
  const good = patterns.imageName?.test(name) && (isDigest || tag === undefined || tag === "" || patterns.imageTag?.test(tag));
  return good ? undefined : say(IMAGE_FORMAT);
};

/** Every bad URL of a list of domains gives its own text; what is no text is left to the rule `string`. */
export const domainUrls: OwnRule = (value) => (typeof value === "string" ? domainFaults(value) : undefined);
