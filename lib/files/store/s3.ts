import { createHash } from "node:crypto";

import { AwsClient } from "aws4fetch";

import type { FileStore } from "./contract";

export interface S3Settings {
  /** Without the bucket, e.g. `https://s3.eu-north-1.amazonaws.com`. */
  endpoint: string;
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
}

/** For some megabytes between data centres. */
const TIMEOUT_MS = 30_000;
const RETRIES = 3;

/** All S3 services understand paths. Errors never contain an address or a key. */
export function s3Store(settings: S3Settings): FileStore {
  const { endpoint, bucket, region, accessKeyId, secretAccessKey } = settings;
  const client = new AwsClient({
    accessKeyId,
    secretAccessKey,
    region,
    service: "s3",
    retries: RETRIES,
    initRetryMs: 200,
  });

  async function send(
    method: "PUT" | "GET" | "DELETE",
    fileId: string,
    position: number,
    body?: Uint8Array<ArrayBuffer>,
  ): Promise<Response> {
    const digest = createHash("sha256")
      .update(body ?? "")
      .digest("hex");
    const url = `${endpoint}/${bucket}/files/${encodeURIComponent(fileId)}/${position}`;
    const headers = {
      "x-amz-content-sha256": digest,
      ...(body ? { "content-type": "application/octet-stream" } : {}),
    };
    const response = await client.fetch(url, {
      method,
      headers,
      body,
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.ok || (response.status === 404 && method !== "PUT")) return response;
    await response.body?.cancel();
    throw new Error(`The object storage answered ${response.status} to ${method}.`);
  }

  return {
    async put(fileId, position, bytes) {
      await (await send("PUT", fileId, position, bytes)).body?.cancel();
    },
    async read(fileId, position) {
      const response = await send("GET", fileId, position);
      if (response.ok) return new Uint8Array(await response.arrayBuffer());
      const said = await response.text();
      // A missing bucket is a wrong setup, not a missing file.
      if (said.includes("NoSuchBucket")) throw new Error("The object storage has no such bucket.");
      return null;
    },
    async erase(fileId, pieces) {
      for (let position = 0; position < pieces; position += 1)
        await (await send("DELETE", fileId, position)).body?.cancel();
    },
  };
}
