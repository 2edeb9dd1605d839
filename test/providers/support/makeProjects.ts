import { Connection } from "../../../providers/coolify/connection.ts";
import { post } from "../../../providers/coolify/kind.ts";
import { Secret } from "../../../providers/secret.ts";

/** Run as a process of its own: makes so many projects as fast as it may, and tells how that went. */
const [count = "0", name = ""] = process.argv.slice(2);
const { COOLIFY_BASE_URL = "", COOLIFY_TOKEN = "" } = process.env;
const connection = new Connection({ url: COOLIFY_BASE_URL, token: new Secret("COOLIFY_TOKEN", COOLIFY_TOKEN) }, process.env);

async function run(): Promise<void> {
  const began = Date.now();
  const works = Array.from({ length: Number(count) }, (_, index) =>
    connection.client.request(post("/projects"), { body: { name: `${name}-${index}` } }),
  );
  const failures = (await Promise.allSettled(works)).flatMap((result) => (result.status === "rejected" ? [String(result.reason)] : []));
  process.send?.({ began, ended: Date.now(), failures });
  await connection.close();
  process.disconnect?.();
}
void run();
