import { within } from "../deadline.ts";
import { exitCodeOf, isExpected } from "../errors.ts";
import { duringOperation } from "../operation.ts";
import { withoutValues } from "../redact.ts";
import { secretTexts } from "../secretFields.ts";
import { formsOf } from "../secretValues.ts";
import type { ResourceShape } from "../shape.ts";
import { hasUnknown } from "../unknown.ts";
import { only, type Properties, pruned, without } from "../values.ts";
import { type Checked, check } from "./check.ts";
import type { Created } from "./create.ts";
import type { Diff } from "./diff.ts";
import { InitFailed } from "./initFailed.ts";
import type { Read } from "./read.ts";
import { CONNECTION_SETTING, type Names, type Shared } from "./shared.ts";

/** How long the program lets an operation take (`customTimeouts`). Unit: seconds; 0: as long as it takes. */
export interface Limits {
  readonly timeout: number;
}

/** What Pulumi's dynamic-provider process calls (facts of Pulumi 1.1; `predict`, `cancel`, limits: ours). `news` and `props` carry `__provider`. */
export interface Provider {
  /** Lasts as long as the process. Never throws and waits for nothing, since not every host waits for it (facts of Pulumi 1.6). */
  configure(request: { readonly config: { get(key: string): string | undefined } }): void;
  check(olds: Properties, news: Properties): Promise<Checked>;
  diff(id: string, olds: Properties, news: Properties): Promise<Diff>;
  create(inputs: Properties, limits?: Limits): Promise<Created>;
  read(id: string, props: Properties): Promise<Read>;
  update(id: string, olds: Properties, news: Properties, limits?: Limits): Promise<{ outs: Properties }>;
  delete(id: string, props: Properties, limits?: Limits): Promise<void>;
  /** Outputs after an update, as far as they can be known before it; the rest is unknown. Sends nothing. */
  predict(id: string, olds: Properties, news: Properties): Promise<Properties>;
  cancel(): void;
}

/**
 * The verbs of one resource as they are written: without `__provider`, free to throw, never with anything unknown but in `diff` and
 * `predict`. The signal is given when the run is interrupted or the operation's time is over.
 */
export interface Verbs {
  diff(olds: Properties, news: Properties): Diff;
  create(inputs: Properties, signal: AbortSignal): Promise<Created>;
  read(id: string, props: Properties, signal: AbortSignal): Promise<Read>;
  update(id: string, olds: Properties, news: Properties, signal: AbortSignal): Promise<{ outs: Properties }>;
  delete(id: string, props: Properties, signal: AbortSignal): Promise<void>;
  /** What `update` will answer, without asking anybody. Default: all outputs stay, the inputs are the new ones. */
  predict?(id: string, olds: Properties, news: Properties): Properties;
}

/** Longest that a verb may take where the program says nothing, in milliseconds: a deployment may take more than an hour (`pace.ts`). */
const LONGEST = 2 * 60 * 60 * 1000;

const bare = (properties: Properties) => without(properties, ["__provider"]);

/** Words before an error: which resource it is about. */
function subjectOf(shape: ResourceShape, { name, application, service, database }: Properties, names: Names): string {
  const owner = application ?? service ?? database;
  return `${String(name ?? names.get(owner) ?? owner ?? "")} (coolify:${shape.type})`.trim();
}

/**
 * An error with a message that a person can use. Its stack is the message alone: the SDK's host prints stacks of some verbs.
 * @param cleaned takes secrets out of what others said; whom it is about are our own words, and a name may also be a variable's value
 */
function told(subject: string, { __provider }: Properties, error: unknown, cleaned: (text: string) => string): Error {
  const inner = error instanceof InitFailed ? error.reason : error;
  if (!(inner instanceof Error)) return new Error(cleaned(String(inner)));
  const message = `${subject}: ${cleaned(inner.message)}`;
  const result = new Error(message);
  result.stack = isExpected(inner) ? message : `${message}\n${cleaned(inner.stack ?? "")}`;
  if (error instanceof InitFailed)
    // Without `__provider` in these properties a later delete could not run (facts of Pulumi 1.1).
    Object.assign(result, { id: error.id, reasons: [message], properties: pruned({ ...error.properties, __provider }) });
  return result;
}

/** An unknown value is Pulumi's placeholder, and Coolify would take it for a text. */
function requireKnown(inputs: Properties): void {
  const keys = Object.keys(inputs).filter((key) => hasUnknown(inputs[key]));
  if (keys.length > 0)
    throw new Error(`${keys.join(", ")} should be known by now and is not: nothing was sent. This is a fault of the program.`);
}

/** Outputs that are no inputs stay as they are; the owner is what state says, since another one is refused. */
const kept = (shape: ResourceShape, olds: Properties, news: Properties): Properties => {
  const outputs = only(olds, Object.keys(shape.output.shape));
  return { ...outputs, ...news, ...only(outputs, ["uuid", "owner"]) };
};

/** Wraps the verbs as Pulumi wants them: inputs stripped, results without undefined, errors told and reported. */
export function providerOf(shape: ResourceShape, verbs: Verbs, shared: Shared): Provider {
  const { names, report } = shared;
  const note = (uuid: unknown, { name }: Properties) => void (name !== undefined && names.set(uuid, name));
  const guarded = async <Result>(properties: Properties, work: () => Result | Promise<Result>): Promise<Result> => {
    try {
      return pruned(await work());
    } catch (error) {
      // Coolify may repeat what it was given, and refuse it for that very reason.
      const secrets = secretTexts(shape.input, bare(properties)).flatMap(formsOf);
      const result = told(subjectOf(shape, properties, names), properties, error, (text) => withoutValues(text, secrets));
      const code = exitCodeOf(error instanceof InitFailed ? error.reason : error);
      report.failure({ code, message: result.message });
      throw result;
    }
  };
  const limited = <Result>(what: string, limits: Limits | undefined, work: (signal: AbortSignal) => Promise<Result>) =>
    within(limits?.timeout ? limits.timeout * 1000 : LONGEST, what, (signal) => duringOperation(signal, () => work(signal)), shared.signal);
  // In state from the first moment on, so that a refresh and a deletion find the same Coolify.
  const connected = (news: Properties) =>
    shared.coolify && news.coolify === undefined && "coolify" in shape.input.shape ? { ...news, coolify: shared.coolify } : news;
  return {
    configure: ({ config }) => {
      shared.coolify = config.get(CONNECTION_SETTING) || undefined;
    },
    check: (_, news) => guarded(news, () => check(shape, connected(news))),
    diff: (id, olds, news) => {
      note(id, news);
      return guarded(news, () => verbs.diff(bare(olds), bare(news)));
    },
    create: (inputs, limits) =>
      guarded(inputs, async () => {
        requireKnown(inputs);
        const created = await limited("Creating it", limits, (signal) => verbs.create(bare(inputs), signal));
        note(created.id, inputs);
        return created;
      }),
    read: (id, props) => {
      note(id, props);
      return guarded(props, () => limited("Reading it", undefined, (signal) => verbs.read(id, bare(props), signal)));
    },
    update: (id, olds, news, limits) =>
      guarded(news, () => {
        requireKnown(news);
        return limited("Changing it", limits, (signal) => verbs.update(id, bare(olds), bare(news), signal));
      }),
    delete: (id, props, limits) => guarded(props, () => limited("Deleting it", limits, (signal) => verbs.delete(id, bare(props), signal))),
    predict: (id, olds, news) =>
      guarded(news, () => (verbs.predict ? verbs.predict(id, bare(olds), bare(news)) : kept(shape, bare(olds), bare(news)))),
    cancel: () => shared.cancel(),
  };
}
