import { Disclosure } from "@/components/ui/disclosure";
import { useTexts } from "#texts";

import { LinkedText } from "../linked-text";
import { PlainText } from "../plain-text";
import { shownLines } from "./block-text";
import { CopyCode } from "./copy-code";
import { Fold } from "./fold";
import { type MessageBlock, messageBlocks } from "./message-blocks";

const MAX_SHOWN_LINES = 30;
const MAX_SHOWN_CHARACTERS = 2_500;
const MAX_SHOWN_QUOTE = 3;

interface ShownBlock {
  kind: MessageBlock["kind"];
  lines: string[];
}

function isLong(block: ShownBlock): boolean {
  return block.lines.length > MAX_SHOWN_LINES;
}

function CodeBlock({ lines }: { lines: readonly string[] }) {
  const t = useTexts();
  return (
    <div className="code-block">
      {/* Reachable by keyboard, since it scrolls sideways. */}
      <pre tabIndex={0} role="group" aria-label={t("blocks.code")} dir="ltr" lang="" translate="no">
        <LinkedText text={lines.join("\n")} />
      </pre>
      <CopyCode label={t("blocks.copy")} copied={t("blocks.copied")} />
    </div>
  );
}

function Quote({ lines }: { lines: readonly string[] }) {
  const t = useTexts();
  const quote = (
    <blockquote className="quoted">
      <PlainText text={lines.join("\n")} />
    </blockquote>
  );
  return lines.length <= MAX_SHOWN_QUOTE ? (
    quote
  ) : (
    <Disclosure summary={t("blocks.quote")} className="text-[0.8125rem]">
      <div className="mt-2 text-sm">{quote}</div>
    </Disclosure>
  );
}

function Block({ block }: { block: ShownBlock }) {
  if (block.kind === "quote") return <Quote lines={block.lines} />;
  if (block.kind === "text") return <PlainText text={block.lines.join("\n")} />;
  const code = <CodeBlock lines={block.lines} />;
  return isLong(block) ? <Fold lines={block.lines.length}>{code}</Fold> : code;
}

/** Counts only the lines that are visible before anything is unfolded. */
function shownSize(blocks: readonly ShownBlock[]): { lines: number; characters: number } {
  const shown = blocks.filter(
    (block) =>
      block.kind === "text" ||
      (block.kind === "code" ? !isLong(block) : block.lines.length <= MAX_SHOWN_QUOTE),
  );
  const lines = shown.flatMap((block) => block.lines);
  return {
    lines: lines.length,
    characters: lines.reduce((sum, line) => sum + line.length, 0),
  };
}

/** A message as text, code and quotes; quotes and what is long are folded. */
export function MessageText({ text }: { text: string }) {
  const blocks = messageBlocks(text)
    .map((block): ShownBlock => ({ kind: block.kind, lines: shownLines(block) }))
    .filter(({ lines }) => lines.length > 0);
  const { lines, characters } = shownSize(blocks);
  const shown = (
    <div className="message-text">
      {blocks.map((block, index) => (
        <Block key={index} block={block} />
      ))}
    </div>
  );
  if (lines <= MAX_SHOWN_LINES && characters <= MAX_SHOWN_CHARACTERS) return shown;
  return <Fold lines={lines > MAX_SHOWN_LINES ? lines : null}>{shown}</Fold>;
}
