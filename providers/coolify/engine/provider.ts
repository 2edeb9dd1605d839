import { exitCodeOf, isExpected } from "../errors.ts";
import type { Report } from "../report.ts";
import type { Fault, ResourceShape } from "../shape.ts";
import { type Properties, pruned, without } from "../values.ts";
import { check } from "./check.ts";
import type { Created } from "./create.ts";
import type { Diff } from "./diff.ts";
import { InitFailed } from "./initFailed.ts";
import type { Read } from "./read.ts";

/** What Pulumi's dynamic-provider process calls (facts of Pulumi 1.1). `news` and `props` carry `__provider`. */
export interface Provider {
  check(olds: Properties, news: Properties): Promise<{ inputs: Properties; failures: Fault[] }>;
  diff(id: string, olds: Properties, news: Properties): Promise<Diff>;
  create(inputs: Properties): Promise<Created>;
  read(id: string, props: Properties): Promise<Read>;
  update(id: string, olds: Properties, news: Properties): Promise<{ outs: Properties }>;
  delete(id: string, props: Properties): Promise<void>;
}

/** The verbs of one resource as they are written: without `__provider`, free to throw. */
export interface Verbs {
  diff(olds: Properties, news: Properties): Diff;
  create(inputs: Properties): Promise<Created>;
  read(id: string, props: Properties): Promise<Read>;
  update(id: string, olds: Properties, news: Properties): Promise<{ outs: Properties }>;
  delete(id: string, props: Properties): Promise<void>;
  /** What `update` will answer, without asking anybody. */
  predict?(id: string, olds: Properties, news: Properties): Properties;
}

const bare = (properties: Properties) => without(properties, ["__provider"]);

/** Names by uuid, of all resources of a process: what has no name of its own is called after its application. */
export type Names = Map<unknown, unknown>;

/** Words before an error: which resource it is about. */
const subjectOf = (shape: ResourceShape, { name, application }: Properties, names: Names) =>
  `${String(name ?? names.get(application) ?? application ?? "")} (coolify:${shape.type})`.trim();

/** An error with a message that a person can use. Its stack is the message alone: Pulumi prints stacks of some verbs. */
function told(shape: ResourceShape, properties: Properties, names: Names, error: unknown): Error {
  const inner = error instanceof InitFailed ? error.reason : error;
  if (!(inner instanceof Error)) return new Error(String(inner));
  const message = `${subjectOf(shape, properties, names)}: ${inner.message}`;
  const result = new Error(message);
  result.stack = isExpected(inner) ? message : `${message}\n${inner.stack ?? ""}`;
  if (error instanceof InitFailed)
    // Without `__provider` in these properties a later delete could not run (facts of Pulumi 1.1).
    Object.assign(result, {
      id: error.id,
      reasons: [message],
      properties: pruned({ ...error.properties, __provider: properties.__provider }),
    });
  return result;
}

/** Wraps the verbs as Pulumi wants them: inputs stripped, results without undefined, errors told and reported. */
export function providerOf(shape: ResourceShape, verbs: Verbs, report: Report, names: Names = new Map()): Provider {
  const note = (uuid: unknown, { name }: Properties) => void (name !== undefined && names.set(uuid, name));
  const guarded = async <Result>(properties: Properties, work: () => Result | Promise<Result>): Promise<Result> => {
    try {
      return pruned(await work());
    } catch (error) {
      const result = told(shape, properties, names, error);
      const code = exitCodeOf(error instanceof InitFailed ? error.reason : error);
      report.failure({ code, message: result.message });
      throw result;
    }
  };
  return {
    check: (_, news) => guarded(news, () => check(shape, news)),
    diff: (id, olds, news) => {
      note(id, news);
      return guarded(news, () => verbs.diff(bare(olds), bare(news)));
    },
    create: (inputs) =>
      guarded(inputs, async () => {
        const created = await verbs.create(bare(inputs));
        note(created.id, inputs);
        return created;
      }),
    read: (id, props) => {
      note(id, props);
      return guarded(props, () => verbs.read(id, bare(props)));
    },
    update: (id, olds, news) => guarded(news, () => verbs.update(id, bare(olds), bare(news))),
    delete: (id, props) => guarded(props, () => verbs.delete(id, bare(props))),
  };
}
