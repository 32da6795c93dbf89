import { splitMarked } from "@/lib/i18n/foreign-words";

/** Such as "sent_to_platform": a code for which no catalog has a word. */
const CODE = /^[a-z]+(?:_[a-z0-9]+)+$/;

/** Shows a text like `MarkedText`, with a provider's codes as such. */
export function SentenceWithCodes({ text }: { text: string }) {
  return splitMarked(text).map((part, index) => {
    if (index % 2 === 0) return part;
    const Tag = CODE.test(part) ? "code" : "bdi";
    return (
      <Tag key={index} lang="" translate="no">
        {part}
      </Tag>
    );
  });
}
