import { splitName } from "@/lib/text/file-name";

/** Longer names are shortened in the middle, shorter ones at the end. */
const MAX_WHOLE_LENGTH = 32;
const TAIL_LENGTH = 6;

/** Shows a file's name on one line; its extension stays visible. */
export function FileName({ name }: { name: string }) {
  if (name.length <= MAX_WHOLE_LENGTH)
    return (
      <bdi lang="" className="min-w-0 truncate">
        {name}
      </bdi>
    );
  const [stem, extension] = splitName(name);
  const letters = [...stem];
  const end = letters.slice(-TAIL_LENGTH).join("") + extension;
  const start = letters.slice(0, -TAIL_LENGTH).join("");
  return (
    <span lang="" className="flex min-w-0" title={name}>
      <span className="sr-only">{name}</span>
      {/* Always left to right, so that the extension stays at the end. */}
      <span aria-hidden dir="ltr" className="flex min-w-0">
        <bdi className="min-w-0 truncate whitespace-pre">{start}</bdi>
        <bdi className="shrink-0 whitespace-pre">{end}</bdi>
      </span>
    </span>
  );
}
