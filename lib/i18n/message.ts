import type { ICUArgs, MessageKeys, NestedKeyOf, NestedValueOf, useTranslations } from "use-intl";

import type en from "../../messages/en.json";
import { markForeign } from "./foreign-words";
import { visibleName } from "./visible-name";

export type Messages = typeof en;

/** Returns a text of the catalog, in the language that it was made for. */
export type Translate = ReturnType<typeof useTranslations<never>>;

export type MessageKey = MessageKeys<Messages, NestedKeyOf<Messages>>;

/** Words of a person or a provider within a text of ours, such as a file's name; or several. */
type ForeignWords = { words: string | string[] };

/** A value may be a message itself, such as the label of a field. */
type Value = string | number | ForeignWords | Message;

/** A text in no language yet. It can be stored, and is rendered for each reader. */
export type Message = {
  key: MessageKey;
  values?: { readonly [name: string]: Value };
};

type ValuesOf<Key extends MessageKey> = ICUArgs<
  NestedValueOf<Messages, Key>,
  { ICUArgument: Value; ICUNumberArgument: number; ICUDateArgument: never }
>;

export function message<Key extends MessageKey>(
  key: Key,
  ...[values]: Partial<ValuesOf<Key>> extends ValuesOf<Key> ? [] : [ValuesOf<Key>]
): Message {
  return values === undefined ? { key } : { key, values: values as Message["values"] };
}

type AnyValues = Record<string, string | number>;

function renderValue(translate: Translate, value: Value): string | number {
  if (typeof value !== "object") return value;
  if ("key" in value) return renderMessage(translate, value);
  return [value.words]
    .flat()
    .map((words) => markForeign(visibleName(words)))
    .join(", ");
}

/** Words of a person or a provider are marked (see `markForeign`). */
export function renderMessage(translate: Translate, { key, values = {} }: Message): string {
  const rendered: AnyValues = {};
  for (const [name, value] of Object.entries(values))
    rendered[name] = renderValue(translate, value);
  return (translate as (key: MessageKey, values: AnyValues) => string)(key, rendered);
}

const ENCODED = '{"key":';

/** For places that hold strings only: columns, and the issues of schemas. */
export function encodeMessage(encoded: Message): string {
  return JSON.stringify(encoded);
}

/** Returns null for any other string. */
export function decodeMessage(text: string): Message | null {
  if (!text.startsWith(ENCODED)) return null;
  try {
    const decoded = JSON.parse(text) as Message;
    return typeof decoded.key === "string" ? decoded : null;
  } catch {
    return null;
  }
}

/** By form field name, "" for the form as a whole. A string is in the provider's own words. */
export type FieldErrors = Record<string, Message | string>;

/** The provider's own words are marked (see `markForeign`). */
export function renderFieldErrors(
  translate: Translate,
  errors: Readonly<FieldErrors>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(errors).map(([field, error]) => [
      field,
      typeof error === "string" ? markForeign(error) : renderMessage(translate, error),
    ]),
  );
}
