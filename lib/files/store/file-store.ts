import { type Env, env } from "../../env";
import type { FileStore } from "./contract";
import { postgresStore } from "./postgres";
import { s3Store } from "./s3";

/** Writes to the first; reads and deletes in both. */
function movedTo(now: FileStore, before: FileStore): FileStore {
  return {
    put: (fileId, position, bytes) => now.put(fileId, position, bytes),
    read: async (fileId, position) =>
      (await now.read(fileId, position)) ?? before.read(fileId, position),
    async erase(fileId, pieces) {
      await now.erase(fileId, pieces);
      await before.erase(fileId, pieces);
    },
  };
}

type StorageEnv = Pick<
  Env,
  "S3_ENDPOINT" | "S3_BUCKET" | "S3_REGION" | "S3_ACCESS_KEY_ID" | "S3_SECRET_ACCESS_KEY"
>;

/** Object storage where it is set up, else the database. */
export function storeFor(settings: StorageEnv): FileStore {
  const {
    S3_ENDPOINT: endpoint,
    S3_BUCKET: bucket,
    S3_REGION: region,
    S3_ACCESS_KEY_ID: accessKeyId,
    S3_SECRET_ACCESS_KEY: secretAccessKey,
  } = settings;
  if (!endpoint || !bucket || !region || !accessKeyId || !secretAccessKey) return postgresStore;
  return movedTo(
    s3Store({ endpoint, bucket, region, accessKeyId, secretAccessKey }),
    postgresStore,
  );
}

export function fileStore(): FileStore {
  return storeFor(env());
}
