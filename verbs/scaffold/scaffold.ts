import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { ConfigError, faultLine } from "../../config/fault.ts";
import { chainOf, readFiles } from "../../config/files.ts";
import { loadFleet, stackNamed } from "../../config/load.ts";
import { find, type Plain, plain } from "../../config/located.ts";
import type { ResolvedStack } from "../../config/resolved.ts";
import type { Context } from "../context.ts";
import { EXIT, Failure } from "../failure.ts";
import { type Answers, optionOf, QUESTIONS, type Tier } from "./answers.ts";
import { FILES, type NewFile } from "./files.ts";

/** A file that is valid and not written yet, and what `up` would do with it. */
export interface Draft extends NewFile {
  explanation: string[];
}

/** All answers, what nobody said filled in. @throws Failure `usage` naming the options that are missing */
export function completed(tier: Tier, given: Answers): Answers {
  const answers: Record<string, string> = {};
  const missing: string[] = [];
  for (const { key, standard, skip } of QUESTIONS[tier]) {
    const said = given[key] ?? "";
    if (said !== "") answers[key] = said;
    else if (skip?.({ ...given, ...answers })) continue;
    else if (standard) answers[key] = standard({ ...given, ...answers });
    else missing.push(optionOf(key));
  }
  if (missing.length > 0)
    throw new Failure(
      EXIT.usage,
      `${new Intl.ListFormat("en-GB").format(missing)} ${missing.length === 1 ? "is" : "are"} missing.`,
      "In a terminal without --yes you are asked.",
    );
  return answers;
}

/**
 * The file for a new instance, product or white-label. It is held against all rules of the configuration, together with the whole fleet,
 * before anything is written: names, domains and codes that are taken are refused.
 *
 * @throws Failure `usage` with what is wrong
 */
export function draft(context: Context, tier: Tier, given: Answers): Draft {
  const answers = completed(tier, given);
  requireNames(answers);
  const inherited = tier === "white-label" ? databasesOf(context.config, answers.product ?? "") : undefined;
  const file = FILES[tier](answers, inherited);
  if (existsSync(path.join(context.config, file.file)))
    throw new Failure(EXIT.usage, `config/${file.file} is there already.`, "Choose another code, or edit that file.");
  const before = described(context.config, file.stack);
  const after = tried(context, file);
  return { ...file, explanation: explain(tier, file.stack, before, after) };
}

/** What becomes part of a file's name. Whatever else is wrong with it, the configuration's own rules say. */
function requireNames(answers: Answers): void {
  for (const key of ["code", "instance", "product", "client"]) {
    const said = answers[key];
    if (said !== undefined && !/^[A-Za-z][A-Za-z0-9-]{1,60}$/.test(said))
      throw new Failure(EXIT.usage, `"${said}" cannot be the ${key}: letters and digits, beginning with a letter, such as air.`);
  }
}

/** Databases of the instance, which variables that a white-label takes over may refer to: it needs its own. */
function databasesOf(folder: string, product: string): Plain | undefined {
  const all = readFiles(folder);
  const file = all.files.get(`products/${product}.product.yaml`);
  const { chain = [] } = file ? chainOf(file, all) : {};
  const found = chain.filter(({ kind }) => kind === "instance").map(({ located }) => find(located, ["databases"]));
  const last = found.filter((one) => one !== undefined).at(-1);
  return last && plain(last);
}

/** Writes it. @throws Failure where somebody wrote such a file meanwhile */
export function write(context: Context, { file, text }: NewFile): void {
  const full = path.join(context.config, file);
  mkdirSync(path.dirname(full), { recursive: true });
  writeFileSync(full, text, { flag: "wx" });
}

/** What the fleet says of a stack; undefined where it has none of the name. A fleet that is wrong already is mended first. */
function described(folder: string, stack: string): ResolvedStack | undefined {
  const fleet = loadFleet(folder);
  return stack in fleet.origins ? stackNamed(fleet, stack) : undefined;
}

function tried(context: Context, { file, text, stack }: NewFile): ResolvedStack {
  const folder = mkdtempSync(path.join(os.tmpdir(), "pf-new-"));
  const copy = path.join(folder, path.basename(context.config));
  try {
    cpSync(context.config, copy, { recursive: true, filter: (one) => !one.endsWith(".ts") });
    mkdirSync(path.dirname(path.join(copy, file)), { recursive: true });
    writeFileSync(path.join(copy, file), text);
    return stackNamed(loadFleet(copy), stack);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new Failure(EXIT.usage, error.faults.map(faultLine).join("\n"), "Nothing was written. Give another answer.");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function explain(tier: Tier, stack: string, before: ResolvedStack | undefined, after: ResolvedStack): string[] {
  if (after.kind === "platform") return [];
  const known = new Set(before && before.kind !== "platform" ? partsOf(before).map(({ name }) => name) : []);
  const fresh = partsOf(after).filter(({ name }) => !known.has(name));
  const places = after.environments.filter((name) => !(before && before.kind !== "platform" && before.environments.includes(name)));
  return [
    tier === "product"
      ? `\`pf up ${stack}\` adds to the Coolify project "${after.project.name}":`
      : `\`pf up ${stack}\` makes the Coolify project "${after.project.name}"${after.ownNetwork ? " with a Docker network of its own" : ""}:`,
    ...(places.length > 0 ? [`  environments ${places.join(", ")}`] : []),
    ...fresh.map(
      (part) =>
        `  ${part.noun} ${part.name} in ${part.environment}${part.url ? `, at ${part.url}` : ""}${part.noun === "application" ? `, ${part.deploy ? "deployed at once" : "waiting for a release"}` : ""}`,
    ),
  ];
}

function partsOf(stack: Exclude<ResolvedStack, { kind: "platform" }>) {
  const tiers = stack.kind === "instance" ? [stack, ...stack.products] : [stack];
  return tiers.flatMap(({ applications, services, databases }) => [
    ...databases.map(({ name, environment }) => ({ noun: "database", name, environment, url: "", deploy: true })),
    ...applications.map(({ name, environment, domains, deploy }) => ({
      noun: "application",
      name,
      environment,
      url: domains.join(" and "),
      deploy,
    })),
    ...services.map(({ name, environment, urls }) => ({
      noun: "service",
      name,
      environment,
      url: Object.values(urls).flat().join(" and "),
      deploy: true,
    })),
  ]);
}
