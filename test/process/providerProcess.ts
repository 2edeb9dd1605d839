import { type ChildProcess, spawn } from "node:child_process";
import { createServer, type Server } from "node:net";
import path from "node:path";
import * as grpc from "@grpc/grpc-js";
import services from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import messages from "@pulumi/pulumi/proto/provider_pb.js";
import statuses from "@pulumi/pulumi/proto/status_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import structs from "google-protobuf/google/protobuf/struct_pb.js";
import { loaderOf } from "../../providers/coolify/loader.ts";
import type { Properties } from "../../providers/coolify/values.ts";

const root = path.join(__dirname, "../..");
const struct = (value: Properties) => structs.Struct.fromJavaScript(value as Parameters<typeof structs.Struct.fromJavaScript>[0]);
const plain = (value: structs.Struct | undefined) => (value?.toJavaScript() ?? {}) as Properties;

/** What the engine learns from a create that made the object but failed later. */
export interface InitFailure {
  id: string;
  properties: Properties;
  reasons: string[];
}

/** An error as the engine sees it. */
export class RpcError extends Error {
  readonly initFailed: InitFailure | undefined;

  constructor(error: grpc.ServiceError) {
    super(error.details);
    this.initFailed = initFailureOf(error);
  }
}

function initFailureOf(error: grpc.ServiceError): InitFailure | undefined {
  const [bytes] = error.metadata.get("grpc-status-details-bin");
  if (!bytes) return undefined;
  const [any] = statuses.Status.deserializeBinary(Buffer.from(bytes)).getDetailsList();
  if (!any) return undefined;
  const failed = messages.ErrorResourceInitFailed.deserializeBinary(any.getValue_asU8());
  return { id: failed.getId(), properties: plain(failed.getProperties()), reasons: failed.getReasonsList() };
}

/** The six verbs as the engine calls them: through the loader in `__provider`, over gRPC, in the process that Pulumi starts. */
export class ProviderProcess {
  readonly process: ChildProcess;
  readonly #client: services.ResourceProviderClient;
  readonly #engine: Server;
  /** Everything the process wrote to stderr: a person would see it. */
  stderr = "";

  constructor(child: ChildProcess, port: string, engine: Server) {
    this.process = child;
    this.#engine = engine;
    this.#client = new services.ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.stderr += text;
    });
  }

  async check(kind: string, news: Properties, olds: Properties = {}) {
    const request = new messages.CheckRequest();
    request.setOlds(struct(olds));
    request.setNews(struct({ ...news, __provider: loaderOf(kind) }));
    const answer = await this.#call<messages.CheckResponse>("check", request);
    return { inputs: plain(answer.getInputs()), failures: answer.getFailuresList().map((failure) => failure.toObject()) };
  }

  async diff(id: string, olds: Properties, news: Properties) {
    const request = new messages.DiffRequest();
    request.setId(id);
    request.setOlds(struct(olds));
    request.setNews(struct(news));
    const answer = await this.#call<messages.DiffResponse>("diff", request);
    const changes = answer.getChanges() === messages.DiffResponse.DiffChanges.DIFF_SOME;
    return { changes, replaces: answer.getReplacesList(), deleteBeforeReplace: answer.getDeletebeforereplace() };
  }

  async create(inputs: Properties, { preview = false, timeout = 0 } = {}) {
    const request = new messages.CreateRequest();
    request.setProperties(struct(inputs));
    request.setPreview(preview);
    request.setTimeout(timeout);
    const answer = await this.#call<messages.CreateResponse>("create", request);
    return { id: answer.getId(), outs: plain(answer.getProperties()) };
  }

  async read(id: string, props: Properties) {
    const request = new messages.ReadRequest();
    request.setId(id);
    request.setProperties(struct(props));
    const answer = await this.#call<messages.ReadResponse>("read", request);
    return { id: answer.getId(), inputs: plain(answer.getInputs()), props: plain(answer.getProperties()) };
  }

  async update(id: string, olds: Properties, news: Properties, { preview = false } = {}) {
    const request = new messages.UpdateRequest();
    request.setPreview(preview);
    request.setId(id);
    request.setOlds(struct(olds));
    request.setNews(struct(news));
    return { outs: plain((await this.#call<messages.UpdateResponse>("update", request)).getProperties()) };
  }

  async delete(id: string, props: Properties): Promise<void> {
    const request = new messages.DeleteRequest();
    request.setId(id);
    request.setProperties(struct(props));
    await this.#call("delete", request);
  }

  /** What a SIGKILL of Pulumi does: its address refuses from now on. */
  loseEngine(): void {
    this.#engine.close();
  }

  async stop(): Promise<void> {
    this.#client.close();
    this.#engine.close();
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const ended = new Promise((done) => this.process.once("exit", done));
    this.process.kill("SIGKILL");
    await ended;
  }

  /** @param settings of the provider instance; without an explicit one they are the stack's configuration */
  async configure(settings: Properties = {}) {
    const request = new messages.ConfigureRequest();
    request.setArgs(struct(settings));
    const answer = await this.#call<messages.ConfigureResponse>("configure", request);
    return { acceptSecrets: answer.getAcceptsecrets(), supportsPreview: answer.getSupportspreview() };
  }

  /** What Ctrl-C does: the engine tells every provider. */
  async cancel(): Promise<void> {
    await this.#call("cancel", new empty.Empty());
  }

  #call<Answer>(method: string, request: unknown): Promise<Answer> {
    type Unary = (request: unknown, done: (error: grpc.ServiceError | null, answer: Answer) => void) => void;
    const call = (this.#client as unknown as Record<string, Unary>)[method]?.bind(this.#client);
    return new Promise((done, fail) => call?.(request, (error, answer) => (error ? fail(new RpcError(error)) : done(answer))));
  }
}

/** Starts the provider's process as the engine does (Pulumi.yaml names its host), with the variables and settings it is to see. */
export async function startProviderProcess(
  environment: Record<string, string | undefined>,
  settings: Properties = {},
): Promise<ProviderProcess> {
  const engine = createServer((socket) => socket.destroy());
  await new Promise<void>((ready) => engine.listen(0, "127.0.0.1", ready));
  const address = engine.address();
  const port = typeof address === "object" ? address?.port : 0;
  const child = spawn(process.execPath, [path.join(root, "tools/hosts/bin/pulumi-resource-pulumi-nodejs"), `127.0.0.1:${port}`], {
    cwd: root,
    env: { ...process.env, ...environment, PULUMI_NODEJS_PROJECT: "pf-core" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const own = await new Promise<string>((done, fail) => {
    child.stdout.once("data", (text) => done(String(text).trim()));
    child.once("exit", (code) => fail(new Error(`the provider process ended with ${code}`)));
  });
  const provider = new ProviderProcess(child, own, engine);
  await provider.configure(settings);
  return provider;
}
