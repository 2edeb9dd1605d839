import { describe, expect, test } from "@jest/globals";
import { gitName } from "../../sandbox/coolify/applications/names.ts";
import { splitImage } from "../../sandbox/coolify/applications/rules.ts";
import { domainFaults, normalisedDomains } from "../../sandbox/coolify/domains/normalise.ts";
import { safeText } from "../../sandbox/coolify/validation/safeText.ts";

describe("domains", () => {
  const right: [string, string | null][] = [
    ["https://A.example.com:8443/Path/?q=1", "https://a.example.com:8443/Path/?q=1"],
    ["HTTPS://a_b.Example.com", "https://a_b.example.com"],
    [" https://a.example.com ,, http://b.example.com ", "https://a.example.com,http://b.example.com"],
    [",", null],
  ];
  test.each(right)("%j becomes %j", (sent, stored) => {
    expect(domainFaults(sent)).toEqual([]);
    expect(normalisedDomains(sent)).toBe(stored);
  });

  const wrong = [
    "example.com",
    "ftp://a.example.com",
    "https://*.example.com",
    "https://",
    "https://a.example.com/;x",
    "https://a b.example.com",
  ];
  test.each(wrong)("%j is refused", (url) => expect(domainFaults(url)).toEqual([`Invalid URL: ${url}`]));

  test("every bad URL of a list is named", () =>
    expect(domainFaults("a, https://ok.example.com, b")).toEqual(["Invalid URL: a", "Invalid URL: b"]));
});

describe("names and images", () => {
  const names: [string, string, RegExp][] = [
    ["https://git.example.com/acme/web", "main", /^web:main-[a-z0-9]{24}$/],
    ["https://git.example.com/acme/web.git", "feature/X", /^web\.git:feature\/-x-[a-z0-9]{24}$/],
    ["git@git.example.com:acme/myApp", "main", /^my-app:main-[a-z0-9]{24}$/],
  ];
  test.each(names)("%s, branch %s", (repository, branch, name) => expect(gitName(repository, branch)).toMatch(name));

  const images: [string, string, string | undefined][] = [
    ["registry.example.com:5000/acme/web", "registry.example.com:5000/acme/web", undefined],
    ["registry.example.com:5000/acme/web:1.0", "registry.example.com:5000/acme/web", "1.0"],
    [`web@sha256:${"a".repeat(64)}`, "web", "a".repeat(64)],
  ];
  test.each(images)("%s", (image, name, tag) => expect(splitImage(image)).toMatchObject({ name, tag }));
});

describe("texts without tags", () => {
  const texts: [string, string][] = [
    [" Web <b>App</b> ", "Web App"],
    ["a < b > c", "a < b > c"],
    ["I <3 you", "I"],
    ["x <a title='>'>y</a> z", "x y z"],
    ["a<!-- > -->b<?php ?>c", "abc"],
  ];
  test.each(texts)("%j is kept as %j", (sent, kept) => expect(safeText(sent)).toBe(kept));
});
