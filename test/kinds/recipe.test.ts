import { describe } from "@jest/globals";
import type { Kind } from "../../providers/coolify/kind.ts";
import { kinds } from "../../providers/coolify/kinds/index.ts";
import { cloudInitScript } from "./cloudInitScript.ts";
import { lifecycleOf } from "./lifecycle.ts";
import { updatesOf } from "./updates.ts";
import { valuesOf } from "./values.ts";

// What CONTRIBUTING.md promises: a kind is one file and a line in this list, and it brings its tests along.
const kind = cloudInitScript as unknown as Kind;
(kinds as Kind[]).push(kind);

describe("the kind of the recipe", () => lifecycleOf(kind));
describe("its fields", () => updatesOf(kind));
describe("its texts", () => valuesOf(kind));
