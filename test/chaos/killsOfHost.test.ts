import { describe } from "@jest/globals";
import { everyKillOf, kills } from "./stack/kills.ts";

describe("SIGKILL of the provider host, through Pulumi's own CLI", () => kills(everyKillOf("the provider host alone")));
