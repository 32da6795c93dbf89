import { splitMarked } from "@/lib/i18n/foreign-words";

/** Shows a text of ours in which words of unknown language are marked (see `markForeign`). */
export function MarkedText({ text }: { text: string }) {
  return splitMarked(text).map((part, index) =>
    index % 2 === 1 ? (
      <bdi key={index} lang="">
        {part}
      </bdi>
    ) : (
      part
    ),
  );
}
