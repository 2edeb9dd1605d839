import { describe } from "@jest/globals";
import { kills } from "../chaos/stack/kills.ts";

/** S20, a compose service and a database with its backup, killed in the middle of a request. `npm run chaos` tries them all. */
describe("SIGKILL in the middle of a request, through Pulumi's own CLI", () =>
  kills([
    ["Pulumi and all its processes", "the first up", 5],
    ["Pulumi and all its processes", "the first up", 10],
    ["Pulumi and all its processes", "a change of everything", 12],
    ["Pulumi and all its processes", "a destroy", 5],
    ["the provider host alone", "the first up", 11],
  ]));
