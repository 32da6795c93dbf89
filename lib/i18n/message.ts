import type { ICUArgs, MessageKeys, NestedKeyOf, NestedValueOf, useTranslations } from "use-intl";

import type en from "../../messages/en.json";

export type Messages = typeof en;

/** Returns a text of the catalog, in the language that it was made for. */
export type Translate = ReturnType<typeof useTranslations<never>>;

export type MessageKey = MessageKeys<Messages, NestedKeyOf<Messages>>;

/** A text in no language yet. It can be stored, and is rendered for each reader. */
export type Message = {
  key: MessageKey;
  /** A value may be a message itself, such as the label of a field. */
  values?: { readonly [name: string]: string | number | Message };
};

type ValuesOf<Key extends MessageKey> = ICUArgs<
  NestedValueOf<Messages, Key>,
  { ICUArgument: string | number | Message; ICUNumberArgument: number; ICUDateArgument: never }
>;

export function message<Key extends MessageKey>(
  key: Key,
  ...[values]: Partial<ValuesOf<Key>> extends ValuesOf<Key> ? [] : [ValuesOf<Key>]
): Message {
  return values === undefined ? { key } : { key, values: values as Message["values"] };
}

type AnyValues = Record<string, string | number>;

export function renderMessage(translate: Translate, { key, values = {} }: Message): string {
  const rendered: AnyValues = {};
  for (const [name, value] of Object.entries(values))
    rendered[name] = typeof value === "object" ? renderMessage(translate, value) : value;
  return (translate as (key: MessageKey, values: AnyValues) => string)(key, rendered);
}
