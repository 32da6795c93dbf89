import { useTexts } from "#texts";

interface ProviderWordsProps {
  words: string | undefined;
  /** The provider's, where known. */
  name?: string;
}

/** Quotes what the provider wrote; its language is unknown. */
export function ProviderWords({ words, name }: ProviderWordsProps) {
  if (!words) return null;
  return (
    <p>
      <QuotedWords words={words} name={name} />
    </p>
  );
}

/** The same within a paragraph. */
export function QuotedWords({ words, name }: ProviderWordsProps) {
  const t = useTexts();
  return (
    <>
      {name ? t("failure.providerSays", { name }) : t("failure.theProviderSays")}{" "}
      <q lang="">{words}</q>
    </>
  );
}
