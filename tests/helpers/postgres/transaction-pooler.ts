import { randomInt } from "node:crypto";
import net from "node:net";

import pg from "pg";

import { cancelStatement } from "@/lib/db/cancel";

import { readMessages, startupParameters, textMessage } from "./postgres-messages";

const SSL_REQUEST = 80_877_103;
const CANCEL_REQUEST = 80_877_102;
/** What a strict pooler lets clients ask for when they connect. */
const ALLOWED = new Set(["user", "database", "client_encoding", "application_name"]);

interface Backend {
  client: pg.Client;
  socket: net.Socket;
  session: Session | null;
}

interface Session {
  socket: net.Socket;
  id: number;
  secret: number;
  backend: Backend | null;
  /** Bytes that wait for a backend. */
  pending: Buffer[];
}

export interface TransactionPooler {
  url: string;
  /** Session state left in backends: statements, settings, locks. Empty when all is well. */
  sessionState(): Promise<string[]>;
  stop(): Promise<void>;
}

/**
 * A transaction pooler as strict as they come: `size` server connections shared by any number of
 * clients, one transaction at a time. It translates no statement names, resets nothing between
 * clients, and refuses startup parameters that belong to a session.
 */
export async function startTransactionPooler(
  serverUrl: string,
  size = 3,
): Promise<TransactionPooler> {
  const backends: Backend[] = [];
  const waiting: Session[] = [];
  const sessions = new Map<number, Session>();

  async function addBackend(): Promise<void> {
    const client = new pg.Client({ connectionString: serverUrl });
    client.on("error", () => undefined);
    await client.connect();
    // From here on the bytes are the clients' own.
    const socket = (client as unknown as { connection: { stream: net.Socket } }).connection.stream;
    socket.removeAllListeners("data");
    const backend: Backend = { client, socket, session: null };
    readMessages(socket, (type, message) => {
      const { session } = backend;
      session?.socket.write(message);
      if (type === "Z" && message.toString("latin1", 5, 6) === "I" && session) setFree(backend);
    });
    socket.on("close", () => {
      backend.session?.socket.destroy();
      backends.splice(backends.indexOf(backend), 1);
      if (server.listening) void addBackend();
    });
    backends.push(backend);
    serveNext(backend);
  }

  function setFree(backend: Backend): void {
    if (backend.session) backend.session.backend = null;
    backend.session = null;
    serveNext(backend);
  }

  function serveNext(backend: Backend): void {
    const session = waiting.shift();
    if (!session) return;
    Object.assign(session, { backend });
    backend.session = session;
    for (const bytes of session.pending.splice(0)) backend.socket.write(bytes);
  }

  function forward(session: Session, message: Buffer): void {
    if (session.backend) return void session.backend.socket.write(message);
    session.pending.push(message);
    if (!waiting.includes(session)) waiting.push(session);
    // Destroyed sockets stay in the list until they are closed.
    const free = backends.find((backend) => !backend.session && !backend.socket.destroyed);
    if (free) serveNext(free);
  }

  function open(socket: net.Socket, startup: Buffer): void {
    const refused = Object.keys(startupParameters(startup)).find((name) => !ALLOWED.has(name));
    if (refused)
      return void socket.end(
        textMessage("E", `SFATAL\0C08P01\0Munsupported startup parameter: ${refused}\0\0`),
      );
    const session: Session = {
      socket,
      id: randomInt(1, 2 ** 31),
      secret: randomInt(1, 2 ** 31),
      backend: null,
      pending: [],
    };
    sessions.set(session.id, session);
    const key = Buffer.alloc(8);
    key.writeInt32BE(session.id, 0);
    key.writeInt32BE(session.secret, 4);
    const settings = [
      "server_version\x0018.4\0",
      "client_encoding\0UTF8\0",
      "standard_conforming_strings\0on\0",
      "DateStyle\0ISO, MDY\0",
    ];
    socket.write(
      Buffer.concat([
        textMessage("R", "\0\0\0\0"),
        ...settings.map((setting) => textMessage("S", setting)),
        textMessage("K", key.toString("latin1")),
        textMessage("Z", "I"),
      ]),
    );
    readMessages(socket, (type, message) =>
      type === "X" ? socket.end() : forward(session, message),
    );
    socket.on("close", () => {
      sessions.delete(session.id);
      if (waiting.includes(session)) waiting.splice(waiting.indexOf(session), 1);
      // A transaction that its client left is nobody's: the server connection goes with it.
      const { backend } = session;
      if (backend) {
        backend.session = null;
        backend.socket.destroy();
      }
    });
  }

  const server = net.createServer((socket) => {
    socket.on("error", () => undefined);
    socket.once("data", function first(message: Buffer) {
      const code = message.readInt32BE(4);
      if (code === SSL_REQUEST) {
        socket.write("N");
        socket.once("data", first);
      } else if (code === CANCEL_REQUEST) {
        const session = sessions.get(message.readInt32BE(8));
        if (session?.secret === message.readInt32BE(12) && session.backend)
          void cancelStatement(session.backend.client);
        socket.end();
      } else open(socket, message);
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  await Promise.all(Array.from({ length: size }, addBackend));
  const url = new URL(serverUrl);
  url.host = `127.0.0.1:${(server.address() as net.AddressInfo).port}`;
  const ids = () =>
    backends.map(({ client }) => (client as unknown as { processID: number }).processID);
  return {
    url: url.href,
    sessionState: () => sessionState(url.href, serverUrl, size, ids),
    async stop() {
      server.close();
      for (const { socket } of [...sessions.values(), ...backends]) socket.destroy();
    },
  };
}

/** Inspects all backends at once, each in a transaction, so that none is inspected twice. */
async function sessionState(
  pooledUrl: string,
  serverUrl: string,
  size: number,
  ids: () => number[],
): Promise<string[]> {
  const clients = Array.from(
    { length: size },
    () => new pg.Client({ connectionString: pooledUrl }),
  );
  await Promise.all(clients.map((client) => client.connect()));
  await Promise.all(clients.map((client) => client.query("BEGIN")));
  const found = await Promise.all(
    clients.map((client) =>
      client.query<{ what: string }>(
        "SELECT 'statement ' || name AS what FROM pg_prepared_statements UNION ALL SELECT 'setting ' || name FROM pg_settings WHERE source = 'session'",
      ),
    ),
  );
  await Promise.all(clients.map((client) => client.query("COMMIT").then(() => client.end())));
  const direct = new pg.Client({ connectionString: serverUrl });
  await direct.connect();
  const locks = await direct.query<{ what: string }>(
    "SELECT 'lock ' || locktype AS what FROM pg_locks WHERE locktype = 'advisory' AND pid = ANY($1)",
    [ids()],
  );
  await direct.end();
  return [...found.flatMap(({ rows }) => rows), ...locks.rows].map(({ what }) => what).sort();
}
