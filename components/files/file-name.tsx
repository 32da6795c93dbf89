import { splitName } from "@/lib/text/file-name";

/** Names up to this length are not split: without room, they are cut at the end. */
const SHORT = 32;
/** How much of a longer name stays visible before its extension. */
const TAIL = 6;

/** A file's name on one line. Where there is no room its middle is hidden, never its ending. */
export function FileName({ name }: { name: string }) {
  if (name.length <= SHORT) return <bdi className="min-w-0 truncate">{name}</bdi>;
  const [stem, extension] = splitName(name);
  const letters = [...stem];
  const end = letters.slice(-TAIL).join("") + extension;
  const start = letters.slice(0, -TAIL).join("");
  return (
    <span className="flex min-w-0" title={name}>
      <span className="sr-only">{name}</span>
      {/* Left to right as a whole: the ending stays at the end. */}
      <span aria-hidden dir="ltr" className="flex min-w-0">
        <bdi className="min-w-0 truncate whitespace-pre">{start}</bdi>
        <bdi className="shrink-0 whitespace-pre">{end}</bdi>
      </span>
    </span>
  );
}
