import { type Language, LANGUAGE_NAMES, LANGUAGES } from "@/lib/i18n/languages";
import { cn } from "@/lib/utils";

/** A server action; it keeps the choice on this device and refreshes the page. */
type ChooseLanguage = (form: FormData) => Promise<void>;

interface LanguageLinksProps {
  current: Language;
  choose: ChooseLanguage;
}

/** Switches the language in place, so that a form beside it keeps its text. */
export function LanguageLinks({ current, choose }: LanguageLinksProps) {
  return (
    <form noValidate action={choose} className="flex justify-center gap-1">
      {LANGUAGES.map((language) => (
        <button
          key={language}
          type="submit"
          name="language"
          value={language}
          lang={language}
          aria-pressed={language === current}
          className={cn(
            "h-9 rounded-md px-3 text-[0.8125rem] text-muted-foreground hover:bg-muted",
            "aria-pressed:font-medium aria-pressed:text-foreground max-sm:h-11",
          )}
        >
          {LANGUAGE_NAMES[language]}
        </button>
      ))}
    </form>
  );
}
