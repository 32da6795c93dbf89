import { createHash } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

const CREDENTIAL = "AWS4-HMAC-SHA256 Credential=test-key/";

/** Object storage in memory that accepts only correctly signed requests. */
export class S3Server {
  readonly objects = new Map<string, Buffer>();
  /** Refused requests with the reason. */
  readonly refused: string[] = [];
  /** Answers this status to so many of the next requests. */
  failing: { times: number; status: number } = { times: 0, status: 503 };
  requests = 0;
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on("data", (part: Buffer) => parts.push(part));
      request.on("end", () => {
        this.requests += 1;
        const { status, body } = this.#answer(
          request.method ?? "",
          request.url ?? "",
          request.headers,
          Buffer.concat(parts),
        );
        response.writeHead(status).end(body);
      });
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(
    method: string,
    path: string,
    headers: NodeJS.Dict<string | string[]>,
    body: Buffer,
  ): { status: number; body?: Buffer | string } {
    if (this.failing.times > 0) {
      this.failing.times -= 1;
      return { status: this.failing.status };
    }
    const authorization = String(headers.authorization ?? "");
    const isSigned =
      authorization.startsWith(CREDENTIAL) &&
      /\/eu-test-1\/s3\/aws4_request, SignedHeaders=[^,]*x-amz-content-sha256[^,]*, Signature=[0-9a-f]{64}$/.test(
        authorization,
      );
    if (!isSigned || !headers["x-amz-date"]) return this.#refuse("not signed");
    if (headers["x-amz-content-sha256"] !== createHash("sha256").update(body).digest("hex"))
      return this.#refuse("not the body that was signed");
    if (!path.startsWith("/portal-files/"))
      return { status: 404, body: "<Error><Code>NoSuchBucket</Code></Error>" };
    if (method === "PUT") {
      this.objects.set(path, body);
      return { status: 200 };
    }
    if (method === "DELETE") {
      this.objects.delete(path);
      return { status: 204 };
    }
    const object = this.objects.get(path);
    return object
      ? { status: 200, body: object }
      : { status: 404, body: "<Error><Code>NoSuchKey</Code></Error>" };
  }

  #refuse(why: string): { status: number } {
    this.refused.push(why);
    return { status: 403 };
  }
}

/** The settings under which the portal finds it. */
export function s3Settings(endpoint: string) {
  return {
    endpoint,
    bucket: "portal-files",
    region: "eu-test-1",
    accessKeyId: "test-key",
    secretAccessKey: "test-secret",
  };
}

/** The same as environment variables. */
export function s3Environment(endpoint: string) {
  const { bucket, region, accessKeyId, secretAccessKey } = s3Settings(endpoint);
  return {
    S3_ENDPOINT: endpoint,
    S3_BUCKET: bucket,
    S3_REGION: region,
    S3_ACCESS_KEY_ID: accessKeyId,
    S3_SECRET_ACCESS_KEY: secretAccessKey,
  };
}
