import structs from "google-protobuf/google/protobuf/struct_pb.js";
import type { Properties } from "./provider.ts";

/** Values as they cross to the engine. @throws Error for what has no form there: undefined, functions, big integers */
export const structOf = (value: Properties): structs.Struct =>
  structs.Struct.fromJavaScript(value as Parameters<typeof structs.Struct.fromJavaScript>[0]);

export const plainOf = (value: structs.Struct | undefined): Properties => (value?.toJavaScript() ?? {}) as Properties;
