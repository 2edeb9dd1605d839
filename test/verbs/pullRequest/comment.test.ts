import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { MARKER, postComment, WORKFLOW_LOGIN } from "../../../verbs/pullRequest/comment.ts";
import { Github } from "../../../verbs/pullRequest/github.ts";
import { type DoubleFault, type GithubDouble, REPOSITORY, startGithub, TOKEN } from "../../doubles/github.ts";

let double: GithubDouble;
let github: Github;
const place = { repository: REPOSITORY, number: 7, login: WORKFLOW_LOGIN };
const body = (text: string) => `${MARKER}\n${text}`;
const post = (text: string, at = place) => postComment(github, at, body(text));
const bodies = () => double.comments.map((comment) => comment.body);
const methods = () => double.seen.map((line) => line.split(" ")[0]).join(" ");
const others = (count: number, text = "hello") =>
  Array.from({ length: count }, (_, id) => ({ id, body: text, user: { login: "somebody" } }));

beforeEach(async () => {
  double = await startGithub();
  github = new Github({ url: double.url, token: TOKEN, loopbackOnly: true, pace: 0.001 });
});

afterEach(async () => {
  await github.close();
  await double.close();
});

describe("one comment for each pull request", () => {
  test("made the first time, changed the second, left alone when it says the same", async () => {
    expect(await post("one")).toBe("created");
    expect(await post("two")).toBe("updated");
    expect(await post("two")).toBe("unchanged");
    expect(bodies()).toEqual([body("two")]);
    expect(methods()).toBe("GET POST GET PATCH GET");
  });

  test("found behind many others, and not asked for further pages then", async () => {
    double.comments.push(...others(250));
    expect(await post("one")).toBe("created");
    double.comments.push(...others(200).map((one) => ({ ...one, id: one.id + 1000 })));
    double.seen.length = 0;
    expect(await post("two")).toBe("updated");
    expect(double.comments).toHaveLength(451);
    expect(methods()).toBe("GET GET GET PATCH");
  });

  test("a full last page is no reason to stop looking", async () => {
    double.comments.push(...others(100));
    expect(await post("one")).toBe("created");
    expect(double.seen.filter((line) => line.startsWith("GET"))).toHaveLength(2);
  });

  test("somebody else's comment with our mark is not touched", async () => {
    double.comments.push(...others(1, body("mine")));
    expect(await post("one")).toBe("created");
    expect(await post("two")).toBe("updated");
    expect(bodies()).toEqual([body("mine"), body("two")]);
  });

  test("our login's comment that only quotes the mark is not touched", async () => {
    double.comments.push({ id: 1, body: `> ${body("quoted")}`, user: { login: WORKFLOW_LOGIN } });
    expect(await post("one")).toBe("created");
    expect(double.comments).toHaveLength(2);
  });

  test("deleted between the look and the change: made again", async () => {
    await post("one");
    double.faults.push({ method: "PATCH", status: 404 });
    expect(await post("two")).toBe("created");
  });
});

describe("what goes wrong on the way", () => {
  const befalls = async (fault: DoubleFault, text = "one") => {
    double.faults.push(fault);
    return post(text);
  };

  test.each([
    ["the answer is lost after it was done", { cut: "after" }, 1],
    ["the connection is cut before it is done", { cut: "before" }, 2],
    ["GitHub breaks while it is made", { status: 502 }, 2],
  ] as const)("a first comment, and %s: there is one", async (_, fault, posts) => {
    expect(await befalls({ method: "POST", ...fault })).toBe("created");
    expect(bodies()).toEqual([body("one")]);
    expect(double.seen.filter((line) => line.startsWith("POST"))).toHaveLength(posts);
  });

  test.each([{ status: 500 }, { status: 503 }, { cut: "before" }, { cut: "after" }] as const)(
    "a change is repeated after %j",
    async (fault) => {
      await post("one");
      expect(await befalls({ method: "PATCH", ...fault, times: 2 }, "two")).toBe("updated");
      expect(bodies()).toEqual([body("two")]);
    },
  );

  test.each<Omit<DoubleFault, "method">>([
    { status: 429, headers: { "retry-after": "1" } },
    { status: 403, headers: { "retry-after": "1" }, message: "You have exceeded a secondary rate limit" },
    { status: 403, headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1" } },
  ])("a limit is waited for: %j", async (fault) => {
    expect(await befalls({ method: "POST", ...fault })).toBe("created");
    expect(await befalls({ method: "GET", ...fault }, "two")).toBe("updated");
    expect(bodies()).toEqual([body("two")]);
  });

  test("a limit that would take too long ends it", async () => {
    await expect(befalls({ method: "GET", status: 429, headers: { "retry-after": "3600" } })).rejects.toMatchObject({ exit: 9 });
  });

  test.each([
    [401, 3, /token/],
    [403, 3, /permissions: pull-requests: write/],
    [404, 6, /may not see/],
    [422, 4, /summary/],
  ])("%i is told with a way out", async (status, exit, hint) => {
    const failure = await befalls({ method: "POST", status, message: "because" }).catch((error) => error);
    expect(failure).toMatchObject({ exit, message: expect.stringContaining(`answered ${status} (because)`) });
    expect(failure.hint).toMatch(hint);
    expect(JSON.stringify([failure.message, failure.hint])).not.toContain(TOKEN);
    expect(double.seen.filter((line) => line.startsWith("POST"))).toHaveLength(1);
  });

  test("GitHub away", async () => {
    await expect(befalls({ method: "GET", status: 500, times: 9 })).rejects.toMatchObject({
      exit: 4,
      message: "GitHub answered 500, 4 times.",
    });
  });

  test("a pull request that is not there", async () => {
    await expect(post("one", { ...place, number: 8 })).rejects.toMatchObject({ exit: 6 });
  });

  test.each(["http://api.github.com", "https://api.github.com", "nonsense"])("in a test %s is not reached", (url) => {
    expect(() => new Github({ url, token: TOKEN, loopbackOnly: true })).toThrow(/GITHUB_API_URL/);
  });

  test("a token never travels in clear", () => {
    expect(() => new Github({ url: "http://api.github.com", token: TOKEN })).toThrow(/https/);
    expect(JSON.stringify(github)).not.toContain(TOKEN);
  });
});
