import net from "node:net";
import tls from "node:tls";

import type pg from "pg";

const CANCEL_REQUEST = 80_877_102;
const SSL_REQUEST = 80_877_103;
const CANCEL_TIMEOUT_MS = 3_000;

/** Missing from pg's types. */
interface ConnectedClient {
  processID?: number | null;
  secretKey?: number | null;
  connectionParameters: { host: string; port: number; ssl?: boolean | tls.ConnectionOptions };
}

/** Cancels the statement, which would otherwise go on at the server. Never throws. */
export async function cancelStatement(client: pg.ClientBase): Promise<void> {
  const { processID, secretKey, connectionParameters } = client as unknown as ConnectedClient;
  if (!processID || typeof secretKey !== "number") return;
  const socket = connect(connectionParameters);
  socket.setTimeout(CANCEL_TIMEOUT_MS, () => socket.destroy());
  try {
    await once(socket, "connect");
    const line = connectionParameters.ssl
      ? await upgradeToTls(socket, connectionParameters)
      : socket;
    line.end(message(CANCEL_REQUEST, processID, secretKey));
    line.resume();
    await once(line, "close");
  } catch {
    // The server's own limits end the statement eventually.
  } finally {
    socket.destroy();
  }
}

function connect({ host, port }: ConnectedClient["connectionParameters"]): net.Socket {
  return host.startsWith("/") ? net.connect(`${host}/.s.PGSQL.${port}`) : net.connect(port, host);
}

async function upgradeToTls(
  socket: net.Socket,
  { host, ssl }: ConnectedClient["connectionParameters"],
): Promise<net.Socket> {
  socket.write(message(SSL_REQUEST));
  const answer = await new Promise<Buffer>((resolve, reject) => {
    socket.once("data", resolve);
    socket.once("close", () => reject(new Error("The server closed the connection.")));
  });
  if (answer.toString("latin1") !== "S") throw new Error("The server speaks no TLS.");
  const servername = net.isIP(host) === 0 ? { servername: host } : {};
  const line = tls.connect({ ...servername, ...(typeof ssl === "object" ? ssl : {}), socket });
  await once(line, "secureConnect");
  return line;
}

function message(...numbers: number[]): Buffer {
  const bytes = Buffer.alloc(4 + 4 * numbers.length);
  bytes.writeInt32BE(bytes.length, 0);
  numbers.forEach((number, index) => bytes.writeInt32BE(number, 4 + 4 * index));
  return bytes;
}

function once(socket: net.Socket, event: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once(event, () => resolve());
    socket.once("error", reject);
    socket.once("close", () => reject(new Error("The connection was closed.")));
  });
}
