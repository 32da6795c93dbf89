import { LinkedText } from "./linked-text";

export function PlainText({ text }: { text: string }) {
  return (
    <div dir="auto" lang="" className="prose-plain leading-6">
      <LinkedText text={text} />
    </div>
  );
}
