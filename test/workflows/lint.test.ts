import { describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { evaluate, expressionsIn, files, type Job, load, textOf, Workflow } from "./workflow.ts";

/** A commit of 40 digits, so that nobody can move it, and beside it the tag that it was. */
const PINNED = /uses: [\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;

const jobsOf = (workflow: Workflow) => Object.entries(workflow.jobs);
const runsOf = (job: Job) => job.steps.flatMap((step) => ("run" in step ? [step] : []));

/** Contexts that exist wherever a job runs; `steps`, `needs` and `matrix` are those of the workflow itself. */
function contextsOf(workflow: Workflow, name: string) {
  const job = workflow.jobs[name];
  const needs = [job?.needs ?? []].flat();
  const outputs = (of: Job | undefined) => Object.fromEntries(Object.keys(of?.outputs ?? {}).map((key) => [key, '["a"]']));
  return {
    github: { token: "t", event: { before: "b", pull_request: { number: 7 } } },
    needs: Object.fromEntries(needs.map((other) => [other, { outputs: outputs(workflow.jobs[other]) }])),
    matrix: job?.strategy?.matrix,
    steps: Object.fromEntries(
      (job ? runsOf(job) : []).flatMap(({ id, run }) =>
        id ? [[id, { outputs: Object.fromEntries([...run.matchAll(/(\w+)=.*GITHUB_OUTPUT/g)].map(([, key]) => [key, "x"])) }]] : [],
      ),
    ),
  };
}

describe("the workflows", () => {
  test("are there", () => expect(files.sort()).toEqual(["deploy.yml", "drift.yml", "preview.yml", "previews.yml"]));

  describe.each(files)("%s", (file) => {
    const workflow = load(file);

    test("uses nothing but pinned actions", () => {
      const lines = textOf(file)
        .split("\n")
        .filter((line) => /\buses:/.test(line));
      expect(lines.length).toBeGreaterThan(0);
      for (const line of lines) expect(line).toMatch(PINNED);
    });

    test("never checks out what a stranger wrote together with secrets", () => {
      expect(textOf(file)).not.toMatch(/pull_request_target|workflow_run|github\.head_ref|pull_request\.head/);
    });

    test("leaves no token in the checkout, and no secret to other people's code", () => {
      for (const [, job] of jobsOf(workflow))
        for (const step of job.steps)
          if ("uses" in step) {
            expect(step.with?.["persist-credentials"]).toBe(false);
            expect(expressionsIn(step).filter((expression) => expression.startsWith("secrets"))).toEqual([]);
          }
    });

    test("may do no more than it needs", () => {
      const writes = Object.entries(workflow.permissions).filter(([, right]) => right === "write");
      expect(writes.map(([name]) => name)).toEqual(file === "preview.yml" ? ["pull-requests"] : []);
      for (const [, job] of jobsOf(workflow)) expect(job.permissions).toBeUndefined();
    });

    test("no expression stands in a script, where its value would be run", () => {
      for (const [, job] of jobsOf(workflow)) for (const { run } of runsOf(job)) expect(expressionsIn(run)).toEqual([]);
    });

    test("every expression leads somewhere, every needed job is there", () => {
      for (const [name, job] of jobsOf(workflow)) {
        const { steps: own, ...others } = contextsOf(workflow, name);
        for (const expression of expressionsIn(job)) evaluate(expression, { ...others, steps: own });
        for (const needed of [job.needs ?? []].flat()) expect(Object.keys(workflow.jobs)).toContain(needed);
        for (const [path] of (job.if ?? "").matchAll(/\bneeds\.[\w.]+/g)) evaluate(path, others);
      }
      for (const expression of expressionsIn(workflow.concurrency ?? {})) evaluate(expression, contextsOf(workflow, ""));
    });

    test("has no step with secrets before the packages are there", () => {
      for (const [, job] of jobsOf(workflow)) {
        const secret = job.steps.findIndex((step) => expressionsIn(step).some((expression) => expression.startsWith("secrets")));
        const setUp = job.steps.findIndex((step) => "run" in step && step.run === "sh tools/run true");
        if (secret >= 0) expect([setUp >= 0, setUp < secret]).toEqual([true, true]);
      }
    });
  });
});

describe("a pull request", () => {
  const text = textOf("preview.yml");

  test("never sees what opens Coolify", () => expect(text).not.toContain("COOLIFY_"));
  test("is previewed by its newest push only", () => expect(load("preview.yml").concurrency?.["cancel-in-progress"]).toBe(true));
});

describe("a deployment", () => {
  const { up } = load("deploy.yml").jobs;

  test("waits for approval, one run a stack, none is stopped half-way", () => {
    expect(up).toMatchObject({ environment: "production", concurrency: { "cancel-in-progress": false } });
    expect(expressionsIn(up?.concurrency)).toEqual(["matrix.stack"]);
    expect(up?.strategy?.["fail-fast"]).toBe(false);
  });
});

describe("the check itself", () => {
  const broken = (from: string | RegExp, to: string) => () => Workflow.parse(parse(textOf("deploy.yml").replace(from, to)));

  test("finds what is wrong", () => {
    expect(broken("jobs:", "jbos:")).toThrow();
    expect(broken("  contents: read", "  everything: write")).toThrow();
    expect(broken(/run: \|/, "rum: |")).toThrow();
    expect(broken("timeout-minutes: 15", "")).toThrow();
    expect(() => evaluate("needs.touched.outputs.stakcs", { needs: { touched: { outputs: { stacks: "[]" } } } })).toThrow("leads nowhere");
    expect("      - uses: actions/checkout@v7").not.toMatch(PINNED);
  });
});
