import type { ResolvedProduct, ResolvedStack } from "../config/resolved.ts";

type Tier = Pick<ResolvedProduct, "applications" | "services" | "databases">;

const plain = <Item extends { protect: boolean }>(items: Item[]): Item[] => items.map((item) => ({ ...item, protect: false }));

const plainTier = ({ applications, services, databases }: Tier): Tier => ({
  applications: plain(applications),
  services: plain(services),
  databases: plain(databases),
});

/** The same stack with nothing protected. */
export function unprotected(stack: ResolvedStack): ResolvedStack {
  if (stack.kind === "platform") return stack;
  const own = { ...plainTier(stack), production: [] };
  if (stack.kind === "whiteLabel") return { ...stack, ...own };
  return { ...stack, ...own, products: stack.products.map((product) => ({ ...product, ...plainTier(product) })) };
}
