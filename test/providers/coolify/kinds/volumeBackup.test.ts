import { expect, test } from "@jest/globals";
import { volumeBackup } from "../../../../providers/coolify/kinds/volumeBackup.ts";
import { declared } from "./declared.ts";

const { kind, inputs, faults, wire } = declared(volumeBackup, { database: "d1", storage: "v1", frequency: "0 2 * * *" });

test("16.2: what nobody can read is always written as a whole, defaults included", () => {
  expect(kind.wholeUpdate).toBe(true);
  expect(kind.routes.read).toBeUndefined();
  expect(wire({ s3Storage: "b1", retentionS3: { days: 30 } })).toEqual({
    frequency: "0 2 * * *",
    enabled: true,
    save_s3: true,
    s3_storage_uuid: "b1",
    disable_local_backup: false,
    stop_during_backup: false,
    retention_amount_locally: 7,
    retention_days_locally: 0,
    retention_max_storage_locally: 0,
    retention_amount_s3: 7,
    retention_days_s3: 30,
    retention_max_storage_s3: 0,
    timeout: 36_000,
  });
  expect(wire()).toMatchObject({ save_s3: false, s3_storage_uuid: undefined });
});

test("T21: a name of an S3 storage becomes its uuid before every write", async () => {
  const lookups = { s3Storage: async (name: string) => ({ uuid: `uuid of ${name}` }) };
  expect(await kind.named?.s3Storage?.(lookups as never, "backups", inputs())).toBe("uuid of backups");
});

test("there is one for each storage, and its archives are data", () => {
  expect(kind.idOf?.(inputs())).toBe("v1");
  expect(kind.data?.onDelete).toBe("refused");
});

test.each([
  ["no parent", { database: undefined }, "application or database or service must be given, exactly one of them"],
  ["nowhere to put a copy", { keepLocally: false }, "keepLocally may only be false with s3Storage"],
])("refuses %s", (_, more, fault) => expect(faults(more)).toEqual([fault]));
