import { describe } from "@jest/globals";
import { everyKillOf, kills } from "./stack/kills.ts";

/** Every third request: `killsOfPulumi.test.ts` tries them all, and it kills the host along with the rest. */
const some = everyKillOf("the provider host alone").filter(([, , nth]) => nth % 3 === 1);

describe("SIGKILL of the provider host, through Pulumi's own CLI", () => kills(some));
