import { z } from "zod";
import { filledText } from "../text.ts";

/** One slash in front, none doubled: what Coolify makes of a path (trap T15). */
const rooted = (path: string) => `/${path}`.replace(/\/{2,}/g, "/");
/** Besides without a slash at the end, as Coolify keeps paths of files. */
const plain = (path: string) => rooted(path).replace(/(.)\/+$/, "$1");

const hasNoDots = (path: string) => !path.split("/").some((segment) => segment === "." || segment === "..");
const DOTS = "must not contain . or .. between its slashes";

/** A path inside a container. What a shell or the compose text would read as something else is refused, also where Coolify takes it. */
export const mountPath = () =>
  filledText()
    .overwrite(rooted)
    .regex(/^\/[^\p{C}`$|&;<>\\]+$/u, "must be a path without ` $ | & ; < > \\ and line breaks")
    .refine(hasNoDots, DOTS);

/** A path on the server. */
export const hostPath = () =>
  filledText()
    .overwrite(plain)
    .regex(/^\/[a-zA-Z0-9._\-/~@+]*$/, "must be a path of letters, digits and . _ - / ~ @ +")
    .refine(hasNoDots, DOTS);

const Name = filledText(200)
  .regex(/^[a-zA-Z0-9][a-zA-Z0-9._-]*$/, "must be letters, digits, dots, dashes and underscores, with a letter or digit in front")
  .describe("Name at Coolify, unique inside the parent. Coolify puts the parent's uuid before it.")
  .meta({ examples: ["uploads", "data"] });

/** What is mounted. */
export const Source = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("volume").describe("A volume that Docker keeps."), name: Name }),
  z.strictObject({
    type: z.literal("bind").describe("A directory of the server."),
    name: Name,
    hostPath: hostPath()
      .describe("The directory on the server.")
      .meta({ examples: ["/srv/uploads", "/srv/data"] }),
  }),
  z.strictObject({ type: z.literal("file").describe("A file that Coolify writes, with `content` in it.") }),
  z.strictObject({
    type: z.literal("directory").describe("A directory that Coolify makes and can back up."),
    fsPath: hostPath()
      .describe("The directory on the server.")
      .meta({ examples: ["/srv/uploads", "/srv/data"] }),
  }),
  z.strictObject({
    type: z.literal("hostFile").describe("A file that is on the server already."),
    fsPath: hostPath()
      .describe("The file on the server.")
      .meta({ examples: ["/etc/app.conf", "/etc/other.conf"] }),
  }),
]);
export type Source = z.output<typeof Source>;
