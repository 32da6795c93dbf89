import { type ParsedMail, simpleParser } from "mailparser";

/** An email that was caught. */
export interface CaughtMail {
  id: string;
  /** The envelope's recipients, comma separated. */
  to: string;
  subject: string;
  text: string;
  html: string;
  /** By lower-case name, unfolded. */
  headers: Record<string, string>;
  receivedAt: string;
}

export async function parseMail(
  source: Buffer,
  { id, to, receivedAt }: { id: string; to: readonly string[]; receivedAt: Date },
): Promise<CaughtMail> {
  const parsed = await simpleParser(source, { skipTextToHtml: true, skipHtmlToText: true });
  return {
    id,
    to: to.join(", "),
    subject: parsed.subject ?? "",
    text: parsed.text ?? "",
    html: parsed.html || "",
    headers: headersOf(parsed),
    receivedAt: receivedAt.toISOString(),
  };
}

function headersOf({ headerLines }: ParsedMail): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const { key, line } of headerLines)
    headers[key] = line
      .slice(line.indexOf(":") + 1)
      .replace(/\r?\n\s+/g, " ")
      .trim();
  return headers;
}
