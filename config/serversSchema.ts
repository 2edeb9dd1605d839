import { z } from "zod";
import { ServerName } from "./fields.ts";

/** `servers.yaml`: the Coolify servers by name. */
export const ServersFile = z.record(
  ServerName,
  z
    .strictObject({
      address: z
        .string()
        .meta({
          title: "an https address such as https://coolify.pfcore.io",
          description: "Address of Coolify. The environment variable COOLIFY_BASE_URL wins.",
        })
        .optional(),
      server_name: z
        .string()
        .min(1)
        .meta({ title: "the name of a server in Coolify", description: "What Coolify calls the server. Default: the name used here." })
        .optional(),
      server_uuid: z
        .string()
        .regex(/^[a-z0-9]{4,64}$/)
        .meta({ title: "the uuid of a server in Coolify", description: "Instead of server_name, where two servers have the same name." })
        .optional(),
      token: z
        .strictObject({
          secret: z
            .string()
            .regex(/^[a-z][a-z0-9_]{0,62}$/)
            .meta({ title: "a name of a secret such as coolify_main", description: "Read from PF_SECRET_<NAME>." }),
        })
        .meta({ title: "a reference { secret: name }, never a token", description: "Where the token is, if not in COOLIFY_TOKEN." })
        .optional(),
    })
    .meta({ title: "a block of keys", description: "One Coolify server." }),
);
