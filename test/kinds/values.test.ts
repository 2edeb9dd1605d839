import { describe } from "@jest/globals";
import { kinds } from "../../providers/coolify/kinds/index.ts";
import { valuesOf } from "./values.ts";

describe.each(kinds.map((kind) => [kind.type, kind] as const))("%s", (_, kind) => valuesOf(kind));
