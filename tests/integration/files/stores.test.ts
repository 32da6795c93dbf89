import { randomBytes } from "node:crypto";

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { PIECE_BYTES } from "@/lib/files/rules";
import type { FileStore } from "@/lib/files/store/contract";
import { storeFor } from "@/lib/files/store/file-store";
import { postgresStore } from "@/lib/files/store/postgres";
import { s3Store } from "@/lib/files/store/s3";
import { useTestDatabase } from "@/tests/helpers/database";
import { s3Environment, S3Server, s3Settings } from "@/tests/helpers/http/s3-server";

useTestDatabase();

const storage = new S3Server();
let endpoint = "";
let objectStore: FileStore;

beforeAll(async () => {
  endpoint = await storage.start();
  objectStore = s3Store(s3Settings(endpoint));
});

afterAll(() => storage.stop());

describe.each<[string, () => FileStore]>([
  ["PostgreSQL", () => postgresStore],
  ["object storage", () => objectStore],
])("%s", (_name, store) => {
  it("gives a piece back as it came", async () => {
    const piece = new Uint8Array(randomBytes(PIECE_BYTES));
    await store().put("file-1", 0, piece);
    expect(Buffer.compare(piece, (await store().read("file-1", 0)) ?? new Uint8Array())).toBe(0);
  });

  it("replaces a piece that is sent again", async () => {
    await store().put("file-2", 3, new Uint8Array([1]));
    await store().put("file-2", 3, new Uint8Array([2, 3]));
    expect(await store().read("file-2", 3)).toEqual(new Uint8Array([2, 3]));
  });

  it("has nothing where nothing was put", async () => {
    expect(await store().read("file-3", 0)).toBeNull();
    expect(await store().read("file-1", 7)).toBeNull();
  });

  it("deletes a file's pieces, as far as they are there, and nobody else's", async () => {
    await store().put("file-4", 0, new Uint8Array([1]));
    await store().put("file-4", 2, new Uint8Array([1]));
    await store().put("file-5", 0, new Uint8Array([1]));
    await store().erase("file-4", 3);
    await store().erase("file-4", 3);
    expect([await store().read("file-4", 0), await store().read("file-4", 2)]).toEqual([
      null,
      null,
    ]);
    expect(await store().read("file-5", 0)).not.toBeNull();
  });
});

describe("object storage", () => {
  beforeEach(() => {
    storage.refused.length = 0;
    storage.failing = { times: 0, status: 503 };
  });

  it("gets every request signed together with its body", async () => {
    await objectStore.put("file-6", 0, new Uint8Array([1, 2, 3]));
    expect(storage.objects.get("/portal-files/files/file-6/0")).toEqual(Buffer.from([1, 2, 3]));
    expect(storage.refused).toEqual([]);
    await expect(
      s3Store({ ...s3Settings(endpoint), accessKeyId: "other" }).put(
        "file-6",
        0,
        new Uint8Array([1]),
      ),
    ).rejects.toThrow("answered 403");
    expect(storage.refused).toEqual(["not signed"]);
  });

  it("is asked again when it is busy, and given up when it stays so", async () => {
    storage.failing = { times: 2, status: 503 };
    await objectStore.put("file-7", 0, new Uint8Array([7]));
    expect(await objectStore.read("file-7", 0)).toEqual(new Uint8Array([7]));
    storage.failing = { times: 100, status: 500 };
    await expect(objectStore.read("file-7", 0)).rejects.toThrow("answered 500");
  });

  it("tells a bucket that is not there from a file that is not", async () => {
    await expect(
      s3Store({ ...s3Settings(endpoint), bucket: "elsewhere" }).read("file-7", 0),
    ).rejects.toThrow("no such bucket");
  });

  it("is where pieces go once it is set up, while older ones are still found in the database", async () => {
    await postgresStore.put("older", 0, new Uint8Array([1]));
    const store = storeFor(s3Environment(endpoint));
    await store.put("newer", 0, new Uint8Array([2]));
    expect([await objectStore.read("newer", 0), await postgresStore.read("newer", 0)]).toEqual([
      new Uint8Array([2]),
      null,
    ]);
    expect(await store.read("older", 0)).toEqual(new Uint8Array([1]));
    await store.erase("older", 1);
    expect(await postgresStore.read("older", 0)).toBeNull();
  });
});
