import { SharedLimiter } from "../../../providers/coolify/limiter.ts";

/** Run as a process of its own: takes twenty requests from the shared budget. */
const [folder = "", key = ""] = process.argv.slice(2);
const limiter = new SharedLimiter(folder, key);
void Promise.all(Array.from({ length: 20 }, () => limiter.admit()));
