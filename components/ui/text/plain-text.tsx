import { Fragment } from "react";

import { linkParts } from "./link-parts";

/** Never renders a provider's text as HTML. */
export function PlainText({ text }: { text: string }) {
  return (
    <div dir="auto" lang="" className="prose-plain leading-6">
      {linkParts(text).map((part, index) =>
        part.href ? (
          <a
            key={index}
            href={part.href}
            rel="noopener noreferrer nofollow"
            target="_blank"
            className="text-link"
          >
            {part.text}
          </a>
        ) : (
          <Fragment key={index}>{part.text}</Fragment>
        ),
      )}
    </div>
  );
}
