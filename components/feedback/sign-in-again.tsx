import { buttonVariants } from "@/components/ui/button";
import { useTexts } from "#texts";

/** Opens the sign-in in a new tab, so that this page keeps its text. */
export function SignInAgain() {
  const t = useTexts();
  return (
    <a
      href="/login"
      target="_blank"
      rel="noopener"
      className={buttonVariants({ variant: "secondary", size: "small" })}
    >
      {t("common.signInAgain")}
    </a>
  );
}
