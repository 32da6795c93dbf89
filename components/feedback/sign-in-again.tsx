import { buttonVariants } from "@/components/ui/button";

/** Opens the sign-in in a new tab, so that this page keeps its text. */
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
