import { z } from "zod";
import { group, listOf, open, text, yesNo } from "../field.ts";
import { CoolifyName, DestinationName, Domain, FirstDeployment, WorkloadDescription, WorkloadName } from "../fields.ts";
import { maybeHidden, variables } from "../variables.ts";
import { ContainerName, Tag } from "./application.ts";
import { tasks } from "./attachments.ts";

/** Passed on as they are to the kind `Service`. */
export const serviceSettings = {
  adopt: yesNo("Take over a service of this name that was made by hand, instead of making a second one."),
  tags: listOf(Tag, "Tags at Coolify, in lower case."),
  connect_to_docker_network: yesNo("Whether its containers also join the network of the destination, so that other resources reach them."),
  escape_labels: yesNo("Whether `$` in labels is kept from being read as a variable."),
};

/** `services.chat`: containers that belong together. */
export const Service = z
  .strictObject({
    type: text(
      { title: "the name of a one-click service such as uptime-kuma", description: "A service of Coolify's catalogue." },
      /^[A-Za-z0-9-]{1,255}$/,
    ).optional(),
    compose: maybeHidden("A compose text, or the path of one, seen from this file.").optional(),
    name: open(WorkloadName).optional(),
    description: open(WorkloadDescription).optional(),
    coolify_name: open(CoolifyName).optional(),
    destination: DestinationName.optional(),
    urls: z
      .record(ContainerName, listOf(open(Domain), "Addresses of this container, with the port that it listens on."))
      .meta({ title: "containers with their addresses", description: "Addresses by container: { web: [chat.pfcore.io:8080] }." })
      .default({}),
    variables: variables("Variables of the service. The compose text refers to them by their names.").default({}),
    tasks: tasks.default({}),
    first_deployment: FirstDeployment.default(true),
    delete_data: yesNo("Whether its volumes may be deleted with it.").default(false),
    ...group(serviceSettings, "").shape,
  })
  .meta({ title: "a block of keys with type or compose", description: "Containers that belong together." });

export type Service = z.infer<typeof Service>;
