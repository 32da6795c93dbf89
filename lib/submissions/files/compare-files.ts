export interface ShownFile {
  filename: string | null;
  message_external_id: string | null;
  /** Null where the mirror has no message. */
  encrypted: boolean | null;
}

interface SentFile {
  id: string;
  filename: string;
}

export interface Sent {
  files: readonly SentFile[];
  encrypted: boolean;
  attachMessageId: string | null;
  messages: readonly string[];
}

export interface Comparison {
  confirmed: string[];
  misplaced: Array<{ id: string; onPlainMessage: boolean }>;
  missing: string[];
  /** Files on our messages that we did not send. */
  foreign: Array<string | null>;
}

/** Matches each file once by name: on its own message first, else on another. */
export function compareFiles(sent: Sent, shown: readonly ShownFile[]): Comparison {
  const isOwn = (file: ShownFile) =>
    sent.attachMessageId !== null && file.message_external_id === sent.attachMessageId;
  const left = shown.toSorted((one, other) => Number(isOwn(other)) - Number(isOwn(one)));
  const result: Comparison = { confirmed: [], misplaced: [], missing: [], foreign: [] };
  for (const { id, filename } of sent.files) {
    const at = left.findIndex((one) => one.filename === filename);
    const [found] = at < 0 ? [] : left.splice(at, 1);
    if (!found) {
      result.missing.push(id);
      continue;
    }
    const onPlainMessage = sent.encrypted && found.encrypted === false;
    if (onPlainMessage || (sent.attachMessageId !== null && !isOwn(found)))
      result.misplaced.push({ id, onPlainMessage });
    else result.confirmed.push(id);
  }
  const others = left.filter(
    (file) => file.message_external_id !== null && sent.messages.includes(file.message_external_id),
  );
  // A provider that cleans names shows ours under another one.
  result.foreign = others.slice(result.missing.length).map((file) => file.filename);
  return result;
}
