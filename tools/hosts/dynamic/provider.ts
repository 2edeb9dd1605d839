export type Properties = Record<string, unknown>;

/** How long the engine lets an operation take (`customTimeouts`). Unit: seconds; 0: as long as it takes. */
export interface Limits {
  readonly timeout: number;
}

/** What `configure` gets: the settings of the provider instance, which without an explicit one are all of the stack's configuration. */
export interface Configuration {
  readonly config: {
    /** @param key `namespace:key`; without a namespace it is the project's */
    get(key: string): string | undefined;
    /** @throws Error when it is missing */
    require(key: string): string;
  };
}

/**
 * What the text in a resource's `__provider` may hold: the SDK's `dynamic.ResourceProvider` (every provider written for the SDK's host
 * runs here), and what our host asks besides.
 */
export interface DynamicProvider {
  configure?(request: Configuration): void | Promise<void>;
  check?(olds: Properties, news: Properties): Promise<{ inputs?: Properties; failures?: { property: string; reason: string }[] }>;
  diff?(
    id: string,
    olds: Properties,
    news: Properties,
  ): Promise<{ changes?: boolean | undefined; replaces?: string[]; deleteBeforeReplace?: boolean }>;
  create?(inputs: Properties, limits: Limits): Promise<{ id: string; outs?: Properties }>;
  read?(id: string, props: Properties): Promise<{ id?: string; props?: Properties; inputs?: Properties }>;
  update?(id: string, olds: Properties, news: Properties, limits: Limits): Promise<{ outs?: Properties } | undefined>;
  delete?(id: string, props: Properties, limits: Limits): Promise<void>;
  /**
   * Outputs that an update will leave, told in a preview: no request may be sent for them. What will move without being known yet is
   * Pulumi's unknown value. Without this method only the inputs are taken as known.
   */
  predict?(id: string, olds: Properties, news: Properties): Properties | Promise<Properties>;
  /** The run was interrupted: what is under way may end, nothing new should be waited for. */
  cancel?(): void;
}
