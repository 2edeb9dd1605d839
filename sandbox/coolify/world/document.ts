/** A team, user, token … as `world.json` names them. Further keys are read by the noun that knows them. */
export interface TeamDocument {
  readonly id: number;
  readonly name: string;
  readonly personal_team?: boolean;
  readonly description?: string | null;
  readonly created_at?: string;
}
export interface UserDocument {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  /** Role by team id. */
  readonly teams: Readonly<Record<string, string>>;
}
export interface TokenDocument {
  readonly name: string;
  /** `<number>|<secret>`. */
  readonly value: string;
  readonly abilities: readonly string[];
  readonly user: number;
  readonly team: number;
  readonly expired?: boolean;
}
export interface DestinationDocument {
  readonly name: string;
  readonly network: string;
  readonly uuid?: string;
}
export interface ServerDocument {
  readonly name: string;
  readonly uuid?: string;
  readonly ip: string;
  readonly user?: string;
  readonly port?: number;
  readonly team: number;
  /** Symbol or name of a private key. */
  readonly private_key: string;
  readonly is_build_server?: boolean;
  readonly is_reachable?: boolean;
  readonly is_usable?: boolean;
  readonly sentinel_token?: string;
  readonly proxy?: Readonly<Record<string, unknown>>;
  readonly destinations?: readonly DestinationDocument[];
}
export interface PrivateKeyDocument {
  readonly symbol: string;
  readonly name: string;
  readonly uuid?: string;
  readonly team: number;
  readonly fingerprint?: string;
}
export interface GithubAppDocument {
  readonly id?: number;
  readonly name: string;
  readonly uuid?: string;
  readonly team: number;
  readonly is_public?: boolean;
  readonly app_id?: number;
  readonly installation_id?: number;
  readonly client_id?: string;
  /** Symbol of a private key. */
  readonly private_key?: string;
}
/** A git repository: the commit of each branch, and older commits, newest first, where something looks back. */
export interface RemoteDocument {
  readonly url: string;
  readonly branches: Readonly<Record<string, string>>;
  readonly history?: Readonly<Record<string, readonly string[]>>;
  /** Files by path, the same on every branch. */
  readonly files?: Readonly<Record<string, string>>;
  readonly private?: boolean;
}
/** An image of a registry and its tags. */
export interface ImageDocument {
  readonly repository: string;
  readonly tags: readonly string[];
}
/** A fault behind a domain: what the container answers instead of being well. */
export interface SiteFaultDocument {
  readonly host?: string;
  readonly application?: string;
  readonly path?: string;
  /** Only while this commit or tag runs. */
  readonly version?: string;
  readonly status: number;
  readonly body?: string;
}

/** How deployments go that run by themselves and fit all that is given; `remote` has the fields of the control `worker`. */
export interface OutcomeDocument {
  readonly application?: string;
  readonly repository?: string;
  readonly branch?: string;
  readonly commit?: string;
  readonly image?: string;
  readonly tag?: string;
  readonly remote: Readonly<Record<string, unknown>>;
  /** How often it applies. Default: always. */
  readonly times?: number;
}

/** The world a server starts from: the shape of the recordings' `world.json`, with what a sandbox of our own adds. */
export interface WorldDocument {
  readonly names?: Readonly<Record<string, string>>;
  readonly version?: string;
  readonly instance?: {
    readonly is_api_enabled?: boolean;
    readonly fqdn?: string | null;
    readonly allowed_ips?: string | null;
    readonly public_ipv4?: string | null;
    readonly is_dns_validation_enabled?: boolean;
  };
  readonly teams: readonly TeamDocument[];
  readonly users: readonly UserDocument[];
  readonly tokens: readonly TokenDocument[];
  readonly servers?: readonly ServerDocument[];
  readonly privateKeys?: readonly PrivateKeyDocument[];
  readonly githubApps?: readonly GithubAppDocument[];
  readonly remotes?: readonly RemoteDocument[];
  readonly images?: readonly ImageDocument[];
  readonly sites?: readonly SiteFaultDocument[];
  readonly outcomes?: readonly OutcomeDocument[];
}
