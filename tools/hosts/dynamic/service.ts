import type { UntypedServiceImplementation } from "@grpc/grpc-js";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import messages from "@pulumi/pulumi/proto/provider_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import { installedVersion } from "../language/packages.ts";
import { unary } from "../unary.ts";
import { configurationOf } from "./configuration.ts";
import { failureOf } from "./failure.ts";
import type { Loaded } from "./loaded.ts";
import type { Properties } from "./provider.ts";
import { plainOf, structOf } from "./struct.ts";

/** Resources find their provider by this text, so everything that goes to state carries it. */
const withProvider = (outputs: Properties | undefined, { __provider }: Properties) => structOf({ ...outputs, __provider });

/**
 * The methods of `pulumirpc.ResourceProvider` that the engine calls for dynamic resources. They do what the SDK's host does, with three
 * differences: previews of creates and updates are answered (without the provider's verbs, so without a request), an interruption
 * and the time an operation may take reach the provider, and errors never bring a stack. Everything else answers UNIMPLEMENTED.
 */
export function resourceProvider(loaded: Loaded): UntypedServiceImplementation {
  return {
    getPluginInfo: unary(() => new plugin.PluginInfo().setVersion(installedVersion(process.cwd(), "@pulumi/pulumi") ?? "0.0.0")),
    configure: unary((request: messages.ConfigureRequest) => {
      loaded.configure(configurationOf(plainOf(request.getArgs()), process.env.PULUMI_NODEJS_PROJECT ?? ""));
      // Secrets are marked again by the engine, by the paths that they had in the inputs: providers see plain values.
      return new messages.ConfigureResponse().setAcceptsecrets(false).setSupportspreview(true);
    }),
    check: unary((request: messages.CheckRequest) => check(loaded, request)),
    diff: unary((request: messages.DiffRequest) => diff(loaded, request)),
    // These may have made something before they fail.
    create: unary(create(loaded), (error, request) => failureOf(error, plainOf(request.getProperties()))),
    update: unary(update(loaded), (error, request) => failureOf(error, plainOf(request.getNews()))),
    read: unary((request: messages.ReadRequest) => read(loaded, request)),
    delete: unary(async (request: messages.DeleteRequest) => {
      const props = plainOf(request.getProperties());
      await (await loaded.of(props)).delete?.(request.getId(), props, { timeout: request.getTimeout() });
      return new empty.Empty();
    }),
    cancel: unary(async () => {
      await loaded.cancel();
      return new empty.Empty();
    }),
  };
}

async function check(loaded: Loaded, request: messages.CheckRequest): Promise<messages.CheckResponse> {
  const [olds, news] = [plainOf(request.getOlds()), plainOf(request.getNews())];
  const { inputs = news, failures = [] } = (await (await loaded.of(news, olds)).check?.(olds, news)) ?? {};
  const list = failures.map(({ property, reason }) => new messages.CheckFailure().setProperty(property).setReason(reason));
  return new messages.CheckResponse().setInputs(withProvider(inputs, news)).setFailuresList(list);
}

async function diff(loaded: Loaded, request: messages.DiffRequest): Promise<messages.DiffResponse> {
  const [olds, news] = [plainOf(request.getOlds()), plainOf(request.getNews())];
  const result = await (await loaded.of(news, olds)).diff?.(request.getId(), olds, news);
  const { DIFF_SOME, DIFF_NONE, DIFF_UNKNOWN } = messages.DiffResponse.DiffChanges;
  const changes = result?.changes === undefined ? DIFF_UNKNOWN : result.changes ? DIFF_SOME : DIFF_NONE;
  const { replaces = [], deleteBeforeReplace = false } = result ?? {};
  return new messages.DiffResponse().setChanges(changes).setReplacesList(replaces).setDeletebeforereplace(deleteBeforeReplace);
}

const create = (loaded: Loaded) => async (request: messages.CreateRequest) => {
  const inputs = plainOf(request.getProperties());
  const response = new messages.CreateResponse();
  // Nothing is made: what Coolify would add stays unknown to the program, because it is missing.
  if (request.getPreview()) return response.setProperties(structOf(inputs));
  const provider = await loaded.of(inputs);
  if (!provider.create) throw new Error("Its provider cannot create.");
  const { id, outs } = await provider.create(inputs, { timeout: request.getTimeout() });
  return response.setId(id).setProperties(withProvider(outs, inputs));
};

const update = (loaded: Loaded) => async (request: messages.UpdateRequest) => {
  const [id, olds, news] = [request.getId(), plainOf(request.getOlds()), plainOf(request.getNews())];
  const provider = await loaded.of(news, olds);
  const outs = request.getPreview()
    ? ((await provider.predict?.(id, olds, news)) ?? news)
    : (await provider.update?.(id, olds, news, { timeout: request.getTimeout() }))?.outs;
  return new messages.UpdateResponse().setProperties(withProvider(outs, news));
};

async function read(loaded: Loaded, request: messages.ReadRequest): Promise<messages.ReadResponse> {
  const id = request.getId();
  const stored = plainOf(request.getProperties());
  // A refresh brings what is stored; a `get` of the program brings inputs only.
  const props = Object.keys(stored).length > 0 ? stored : plainOf(request.getInputs());
  const provider = await loaded.of(props);
  if (!provider.read) return new messages.ReadResponse().setId(id).setProperties(structOf(props));
  const found = await provider.read(id, props);
  const response = new messages.ReadResponse().setId(found.id ?? "").setProperties(withProvider(found.props, props));
  return found.inputs ? response.setInputs(withProvider(found.inputs, props)) : response;
}
