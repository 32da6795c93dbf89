import { buttonVariants } from "@/components/ui/button";

/** The way back in that keeps this page, and what was typed on it, where it is. */
export function SignInAgain() {
  return (
    <a
      href="/login"
      target="_blank"
      rel="noopener"
      className={buttonVariants({ variant: "secondary", size: "small" })}
    >
      Sign in in a new tab
    </a>
  );
}
