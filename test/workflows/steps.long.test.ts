import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type Coolify, startCoolify } from "../../sandbox/coolify/start.ts";
import { type GithubDouble, REPOSITORY, startGithub, TOKEN } from "../doubles/github.ts";
import { askCoolify, opened, pushed } from "../doubles/pullRequests.ts";
import { replaceInFile } from "../verbs/pullRequest/files.ts";
import { type Checkout, createCheckout, type Runner, runStep, type StepEnd } from "./runner.ts";
import { files, load, stepNamed } from "./workflow.ts";

/** The real CLI needs seconds for each step, and the machine is shared. */
const PATIENCE = 300_000;

const [preview, deploy, drift, previews] = [load("preview.yml"), load("deploy.yml"), load("drift.yml"), load("previews.yml")];
const STEPS = {
  policiesSetUp: stepNamed(preview, "policies", "Set up"),
  policies: stepNamed(preview, "policies", "Check the configuration, and hold it against the rules of the fleet"),
  previewSetUp: stepNamed(preview, "preview", "Set up"),
  preview: stepNamed(preview, "preview", "Preview the stacks that are touched"),
  touched: stepNamed(deploy, "touched", "Find the stacks that the push touches"),
  upSetUp: stepNamed(deploy, "up", "Set up"),
  up: stepNamed(deploy, "up", "Bring it up"),
  driftSetUp: stepNamed(drift, "drift", "Set up"),
  drift: stepNamed(drift, "drift", "Look for drift"),
  previewsSetUp: stepNamed(previews, "clean", "Set up"),
  previews: stepNamed(previews, "clean", "Take away previews that are past their lifetime"),
};

const PASSPHRASE = "canary-passphrase";
let coolify: Coolify;
let github: GithubDouble;
let checkout: Checkout;
let first: string;
let secrets: Record<string, string>;

const edit = (file: string, from: string | RegExp, to: string) => replaceInFile(path.join(checkout.folder, "config", file), from, to);

const runner = (eventName: string, event: unknown, contexts: Record<string, unknown> = {}): Runner => ({
  checkout,
  coolify,
  eventName,
  event,
  apiUrl: github.url,
  contexts: { github: { token: TOKEN }, secrets, vars: { COOLIFY_BASE_URL: coolify.url }, ...contexts },
});

const pull = (from = REPOSITORY) => ({
  repository: { full_name: REPOSITORY },
  pull_request: { number: 7, head: { sha: checkout.git("rev-parse", "HEAD"), repo: { full_name: from } } },
});

/** The code, with what was said where it is another. */
const expectCode = ({ code, output }: StepEnd, expected: number) => expect([code, code === expected ? "" : output]).toEqual([expected, ""]);

/** Each job has a machine of its own. */
async function job<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } finally {
    checkout.forget();
  }
}

beforeAll(async () => {
  coolify = await startCoolify();
  github = await startGithub();
  // AIR with EP, and W4M with its products.
  checkout = createCheckout((file) => !/config\/(instances\/baiv|products\/baiv|white-labels\/|platform\.yaml)/.test(file));
  const backend = path.join(checkout.folder, "..", "backend");
  mkdirSync(backend);
  secrets = { COOLIFY_TOKEN: coolify.token, PULUMI_BACKEND_URL: `file://${backend}`, PULUMI_CONFIG_PASSPHRASE: PASSPHRASE };
  first = checkout.commit("the fleet");
});

afterAll(async () => {
  checkout.remove();
  await Promise.all([coolify.close(), github.close()]);
});

test("every step that runs something is run here", () => {
  const all = files.flatMap((file) => Object.values(load(file).jobs).flatMap(({ steps }) => steps.filter((step) => "run" in step)));
  expect(all.map((step) => step.name).sort()).toEqual(
    Object.values(STEPS)
      .map(({ name }) => name)
      .sort(),
  );
});

describe("the steps of the workflows, as GitHub runs them", () => {
  test("the set-up is ready", async () => {
    for (const step of [STEPS.policiesSetUp, STEPS.previewSetUp, STEPS.upSetUp, STEPS.driftSetUp, STEPS.previewsSetUp])
      expect(await runStep(step, runner("push", {}))).toMatchObject({ code: 0 });
  });

  test(
    "merged: the stack that is touched is brought up, and no other",
    async () => {
      edit("products/air-ep.product.yaml", "emergency_mode: true", "emergency_mode: false");
      checkout.commit("EP without emergencies");
      const found = await job(() => runStep(STEPS.touched, runner("push", { before: first })));
      expectCode(found, 0);
      expect(found.outputs).toEqual({ stacks: '["air"]' });
      const matrix = { stack: JSON.parse(found.outputs.stacks ?? "")[0] };
      const up = await job(() => runStep(STEPS.up, runner("push", { before: first }, { matrix })));
      expectCode(up, 0);
      const { output, summary } = up;
      expect(summary).toMatch(/^## air\n\n {4}.*AIR/);
      expect(summary).toContain("https://ep.air.pfcore.io");
      expect(output + summary).not.toContain(coolify.token);
    },
    PATIENCE,
  );

  test(
    "a pull request: what it changes of what runs, in one comment and in the summary",
    async () => {
      edit("products/air-ep.product.yaml", "emergency_mode: false", "emergency_mode: true");
      checkout.commit("EP with emergencies");
      coolify.forgetRequests();
      const made = await job(() => runStep(STEPS.preview, runner("pull_request", pull())));
      expectCode(made, 0);
      expect(made.output).toContain("The comment was created.");
      expect(coolify.requests()).toEqual([]);
      const [comment] = github.comments;
      expect(comment?.body).toContain(
        "| changed | `ApplicationVariables ep-app-prod-variables` | `variables.FEATURE_EMERGENCY_MODE.value` | `false` | `true` |",
      );
      expect(comment?.body).toContain("| deployed | `Application ep-app-prod` |");
      expect(comment?.body).not.toContain("w4m");
      expect(made.summary).toBe(`${comment?.body}\n`);
      for (const secret of [coolify.token, PASSPHRASE, TOKEN]) expect(made.output + made.summary).not.toContain(secret);

      checkout.git(
        "rm",
        "-q",
        "-r",
        ...["instances/w4m.instance.yaml", "products/w4m-endv.product.yaml", "products/w4m-rnor.product.yaml"].map(
          (file) => `config/${file}`,
        ),
      );
      checkout.commit("without W4M");
      const changed = await job(() => runStep(STEPS.preview, runner("pull_request", pull())));
      expectCode(changed, 0);
      expect(changed.output).toContain("The comment was updated.");
      expect(github.comments).toHaveLength(1);
      expect(github.comments[0]?.body).toMatch(/`w4m`[\s\S]*No longer described\. Merging deletes nothing/);
      checkout.git("reset", "-q", "--hard", "HEAD^1");
    },
    PATIENCE,
  );

  test(
    "from a fork: tried on the sandbox, told in the summary; nothing is written anywhere",
    async () => {
      const before = github.comments.map(({ body }) => body);
      const seen = github.seen.length;
      coolify.forgetRequests();
      const ended = await job(() =>
        runStep(STEPS.preview, {
          ...runner("pull_request", pull("stranger/fleet")),
          contexts: { github: { token: TOKEN }, secrets: {}, vars: {} },
        }),
      );
      expectCode(ended, 0);
      const { output, summary } = ended;
      expect(summary).toContain("Checked **offline**");
      expect(summary).toContain("| created | `Application ep-app-prod` |");
      expect(output).toContain("No comment was written");
      expect([github.comments.map(({ body }) => body), github.seen.length, coolify.requests()]).toEqual([before, seen, []]);
    },
    PATIENCE,
  );

  test(
    "the rules of the fleet: kept, and broken",
    async () => {
      const kept = await job(() => runStep(STEPS.policies, { ...runner("pull_request", pull()), contexts: {} }));
      expectCode(kept, 0);
      expect(kept.summary).toMatch(/^## Rules\n\n {4}✓ air /);
      edit("instances/air.instance.yaml", /$/, "environments: { production: { health_check: { enabled: false } } }\n");
      const broken = await job(() => runStep(STEPS.policies, { ...runner("pull_request", pull()), contexts: {} }));
      expectCode(broken, 2);
      expect(broken.summary).toMatch(/ {4}✗ config\/instances\/air\.instance\.yaml:\d+:\d+ air-app-prod .*\(health-check\)/);
      checkout.git("checkout", "-q", ".");
    },
    PATIENCE,
  );

  test(
    "previews: those past their lifetime are taken away, and told in the summary",
    async () => {
      edit("instances/air.instance.yaml", /$/, "environments: { development: { previews: {} } }\n");
      const applications = await askCoolify<{ uuid: string; name: string }[]>(coolify, "GET", "/applications");
      const { uuid = "" } = applications.find(({ name }) => name === "air-app-dev") ?? {};
      opened(coolify, uuid, 7);
      await pushed(coolify, uuid, 7, 8);
      const cleaned = await job(() => runStep(STEPS.previews, runner("schedule", {})));
      expectCode(cleaned, 0);
      expect(cleaned.summary).toMatch(/^## Previews\n\n {4}air-app-dev {2}#7 .* removed\n/);
      expect(coolify.requests()).toContainEqual(
        expect.objectContaining({ method: "DELETE", path: `/api/v1/applications/${uuid}/previews/7` }),
      );
      checkout.git("checkout", "-q", ".");
    },
    PATIENCE,
  );

  test(
    "a configuration that is wrong fails the check with its place",
    async () => {
      edit("products/air-ep.product.yaml", "code: ep", "cod: ep");
      checkout.commit("a slip");
      const slip = await job(() => runStep(STEPS.preview, runner("pull_request", pull())));
      expectCode(slip, 2);
      expect(slip.output).toMatch(/air-ep\.product\.yaml:\d+/);
      checkout.git("reset", "-q", "--hard", "HEAD^1");
    },
    PATIENCE,
  );

  test(
    "drift: told in the summary with the code of changes, and none when all is as it should be",
    async () => {
      const found = await job(() => runStep(STEPS.drift, runner("schedule", {})));
      expectCode(found, 7);
      expect(found.summary).toMatch(/^## Drift\n\n/);
      // Merged and not brought up, and never brought up.
      expect(found.summary).toMatch(/ep-app-prod/);
      expect(found.summary).toMatch(/w4m/);
      for (const line of found.summary.split("\n").slice(2)) expect(line).toMatch(/^( {4}|$)/);

      checkout.git("reset", "-q", "--hard", "HEAD^1");
      for (const file of ["instances/w4m.instance.yaml", "products/w4m-endv.product.yaml", "products/w4m-rnor.product.yaml"])
        rmSync(path.join(checkout.folder, "config", file));
      const settled = await job(() => runStep(STEPS.drift, runner("schedule", {})));
      expectCode(settled, 0);
    },
    PATIENCE,
  );
});
