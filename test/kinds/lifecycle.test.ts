import { describe } from "@jest/globals";
import { kinds } from "../../providers/coolify/kinds/index.ts";
import { lifecycleOf } from "./lifecycle.ts";

describe.each(kinds.map((kind) => [kind.type, kind] as const))("%s", (_, kind) => lifecycleOf(kind));
