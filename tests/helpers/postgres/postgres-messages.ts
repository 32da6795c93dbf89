import type net from "node:net";

/** Cuts a stream of PostgreSQL's protocol into its messages: a letter, a length, a body. */
export function readMessages(
  socket: net.Socket,
  onMessage: (type: string, message: Buffer) => void,
): void {
  let rest = Buffer.alloc(0);
  socket.on("data", (bytes: Buffer) => {
    rest = Buffer.concat([rest, bytes]);
    while (rest.length >= 5) {
      const end = 1 + rest.readInt32BE(1);
      if (rest.length < end) return;
      const message = rest.subarray(0, end);
      rest = rest.subarray(end);
      onMessage(message.toString("latin1", 0, 1), message);
    }
  });
}

/** A message whose body is given byte by byte, as a text. */
export function textMessage(type: string, body: string): Buffer {
  const bytes = Buffer.from(body, "latin1");
  const head = Buffer.alloc(5);
  head.write(type, 0, "latin1");
  head.writeInt32BE(bytes.length + 4, 1);
  return Buffer.concat([head, bytes]);
}

/** What a client asks for when it connects. */
export function startupParameters(message: Buffer): Record<string, string> {
  const words = message.toString("utf8", 8).split("\0");
  const parameters: Record<string, string> = {};
  for (let at = 0; at + 1 < words.length && words[at] !== ""; at += 2)
    parameters[words[at] ?? ""] = words[at + 1] ?? "";
  return parameters;
}
