import { describe } from "@jest/globals";
import { kinds } from "../../providers/coolify/kinds/index.ts";
import { updatesOf } from "./updates.ts";

describe.each(kinds.map((kind) => [kind.type, kind] as const))("%s", (_, kind) => updatesOf(kind));
