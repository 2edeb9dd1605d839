import type { Coolify } from "../../sandbox/coolify/start.ts";
import { ask } from "./asking.ts";
import { SERVER } from "./deploying.ts";

/** The uuid of a plain Docker image application `web`, without a domain, in the environment `production` of a fresh project. */
export async function webApplication(coolify: Coolify): Promise<string> {
  const project = await ask(coolify, "POST", "/projects", { name: "shop" });
  const created = await ask(coolify, "POST", "/applications/dockerimage", {
    project_uuid: project.body.uuid,
    environment_name: "production",
    server_uuid: SERVER,
    docker_registry_image_name: "nginx",
    ports_exposes: "80",
    name: "web",
    autogenerate_domain: false,
  });
  return created.body.uuid;
}
