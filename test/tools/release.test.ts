import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { fetchRelease, findChecksum } from "../../tools/setup/release.ts";
import { temporaryFolder } from "./folders.ts";

const archive = `pulumi-v9.9.9-${process.platform}-${process.arch}.tar.gz`;

/** An archive as Pulumi packs it: one folder `pulumi` with the programs in it. */
function packed(): Buffer {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "pulumi"));
  writeFileSync(join(folder, "pulumi", "pulumi"), "#!/bin/sh\necho v9.9.9\n", { mode: 0o755 });
  execFileSync("tar", ["-czf", join(folder, "archive"), "-C", folder, "pulumi"]);
  return readFileSync(join(folder, "archive"));
}

async function fetchFrom(files: Record<string, Buffer | string>) {
  const server = createServer((request, response) => {
    const file = files[request.url ?? ""];
    response.writeHead(file === undefined ? 404 : 200).end(file);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const folder = join(temporaryFolder(), "bin");
  try {
    const refusal = await fetchRelease({
      version: "9.9.9",
      folder,
      output: { write: () => true },
      releases: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    });
    return { refusal, folder, left: readdirSync(join(folder, "..")) };
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

const sum = (data: Buffer) => createHash("sha256").update(data).digest("hex");

describe("fetchRelease", () => {
  test("unpacks an archive that matches its published checksum", async () => {
    const data = packed();
    const list = `${"0".repeat(64)}  pulumi-v9.9.9-windows-x64.zip\n${sum(data)}  ${archive}\n`;
    const { refusal, folder } = await fetchFrom({ "/pulumi-9.9.9-checksums.txt": list, [`/${archive}`]: data });
    expect(refusal).toBeUndefined();
    expect(execFileSync(join(folder, "pulumi"), { encoding: "utf8" })).toBe("v9.9.9\n");
  });

  test("throws away an archive that does not match, and leaves nothing behind", async () => {
    const { refusal, folder, left } = await fetchFrom({
      "/pulumi-9.9.9-checksums.txt": `${"0".repeat(64)}  ${archive}\n`,
      [`/${archive}`]: packed(),
    });
    expect(refusal).toContain("does not match its published checksum");
    expect([existsSync(folder), left]).toEqual([false, []]);
  });

  test("says that a release cannot be fetched", async () => {
    expect((await fetchFrom({})).refusal).toContain("answered 404");
    expect((await fetchFrom({ "/pulumi-9.9.9-checksums.txt": "" })).refusal).toContain("do not name");
  });

  test("gives up at once where nothing listens", async () => {
    const refusal = await fetchRelease({ version: "9.9.9", folder: join(temporaryFolder(), "bin"), releases: "http://127.0.0.1:1" });
    expect(refusal).toContain("could not be fetched");
  });
});

test("findChecksum believes only a whole SHA-256 of exactly that file", () => {
  const hex = "AB".repeat(32);
  expect(findChecksum(`${hex}  x.tar.gz`, "x.tar.gz")).toBe(hex.toLowerCase());
  expect(findChecksum(`${hex} *x.tar.gz`, "x.tar.gz")).toBe(hex.toLowerCase());
  expect(findChecksum(`${hex}  x.tar.gz.sig\nshort  x.tar.gz`, "x.tar.gz")).toBeUndefined();
});
