import { describe } from "@jest/globals";
import { everyKillOf, kills } from "./stack/kills.ts";

describe("SIGKILL at every request, through Pulumi's own CLI", () => kills(everyKillOf("Pulumi and all its processes")));
