import { describe, expect, test } from "@jest/globals";
import { leftByCreate } from "../../../../providers/coolify/engine/wire.ts";
import { chosen } from "../../../../providers/coolify/kind.ts";
import { storage } from "../../../../providers/coolify/kinds/storage.ts";
import type { Properties } from "../../../../providers/coolify/values.ts";
import { declared } from "./declared.ts";

const VOLUME = { type: "volume", name: "data" };
const { kind, inputs, faults, wire, read } = declared(storage, { application: "a1", mountPath: "/data", source: VOLUME });

describe("what is sent", () => {
  test.each<[string, Properties, Properties]>([
    ["volume", {}, { type: "persistent", name: "a1-data" }],
    ["bind", { source: { type: "bind", name: "data", hostPath: "/srv//data/" } }, { name: "a1-data", host_path: "/srv/data" }],
    ["file", { source: { type: "file" }, content: " limit: 5\n" }, { type: "file", content: "limit: 5" }],
    ["empty file", { source: { type: "file" } }, { content: null }],
    ["directory", { source: { type: "directory", fsPath: "/srv/x" } }, { is_directory: true, fs_path: "/srv/x" }],
    ["file of the server", { source: { type: "hostFile", fsPath: "/etc/x" } }, { is_host_file: true, fs_path: "/etc/x" }],
  ])("%s", (_, more, expected) => expect(wire(more)).toMatchObject(expected));

  test("T15: a mount path gets the slash that Coolify would add", () => {
    expect(wire({ mountPath: "data//x" }).mount_path).toBe("/data/x");
    expect(wire({ mountPath: "/data/x" })).toEqual(wire({ mountPath: "data//x" }));
  });

  test("T18: create gets the bare name, a change the full one", async () => {
    expect(await kind.toCreate?.(inputs(), undefined as never)).toEqual({ name: "data" });
    expect(wire().name).toBe("a1-data");
  });

  test("a change names its row and its sort beside, whatever it changes", () =>
    expect(kind.besideUpdate?.(inputs({ source: { type: "file" } }), "u1")).toEqual({ uuid: "u1", type: "file" }));
});

test("only a mark that a new storage does not have by itself is written after it", () => {
  expect(leftByCreate(kind, inputs())).toEqual([]);
  expect(leftByCreate(kind, inputs({ previewSuffix: false }))).toEqual(["is_preview_suffix_enabled"]);
});

describe("what is read", () => {
  test("T18: the prefix is Coolify's", () =>
    expect(read({ name: "a1-data", mount_path: "/data", host_path: null, is_preview_suffix_enabled: true })).toEqual(inputs()));

  test("content that the token may not see stays as state has it (1.7)", () => {
    const known = { source: { type: "file" }, content: "secret" };
    const row = { fs_path: "/x", mount_path: "/data", is_directory: false, is_host_file: false, is_preview_suffix_enabled: true };
    expect(read(row, known)).toEqual(inputs(known));
    expect(read({ ...row, content: null }, known).content).toBeUndefined();
  });

  test("both lists of Coolify are one", () => {
    const { rows } = chosen(kind.routes.read as never, inputs()) as unknown as { rows(answer: unknown): unknown[] };
    expect(rows({ persistent_storages: [{ uuid: "v" }], file_storages: { 1: { uuid: "f" } } })).toEqual([{ uuid: "v" }, { uuid: "f" }]);
  });
});

test("a volume's new name is another volume, whose data would be missing", () => {
  expect(kind.replaceOn).toContain("source.name");
  const lost = (source: Properties) => kind.data?.lostByReplacement({ source });
  expect([lost(VOLUME), lost({ type: "bind", name: "data", hostPath: "/x" })]).toEqual([true, false]);
  expect(kind.data?.volumes?.({ dockerVolume: "a1-data" })).toEqual(["a1-data"]);
});

test("two storages of one parent wait for each other (21.3)", () =>
  expect(kind.turns?.(inputs(), [])).toEqual(kind.turns?.(inputs({ mountPath: "/other", source: { type: "file" } }), [])));

test.each<[string, Properties, string]>([
  ["no parent", { application: undefined }, "application or database must be given, one of them and not both"],
  ["two parents", { database: "d1" }, "application or database must be given, one of them and not both"],
  ["a path of dots", { mountPath: "/a/../b" }, "mountPath must not contain . or .. between its slashes"],
  ["a path that a shell would run", { mountPath: "/a;id" }, "mountPath must be a path without"],
  ["a name that Docker has not", { source: { type: "volume", name: "-x" } }, "source.name must be letters"],
  ["content of a volume", { content: "x" }, "content is for a file, not for a volume"],
  ["a service", { service: "s1" }, "service is no field of Storage."],
])("refuses %s", (_, more, fault) => expect(faults(more)).toEqual([expect.stringContaining(fault)]));
