/**
 * The only code that is serialised into state, as the input `__provider` of every resource. It stays the same for ever: it loads the
 * project's own module when it is called, so `destroy` and `refresh` run today's code (facts of Pulumi 1.9).
 */
export const loaderOf = (type: string): string =>
  `exports.handler=()=>require("node:module").createRequire(process.cwd()+"/")("pf-infra/provider-host").get("coolify:${type}")`;
