import type { Route } from "next";

import { AuthPage } from "@/components/auth/auth-page";
import { buttonVariants } from "@/components/ui/button";
import { Link } from "@/components/ui/navigation/link";

interface LinkEndedProps {
  title: string;
  text: string;
  next: { label: string; href: Route };
}

/** Behind a link that no longer works, or not for this person. */
export function LinkEnded({ title, text, next }: LinkEndedProps) {
  return (
    <AuthPage title={title}>
      <p className="text-pretty text-muted-foreground">{text}</p>
      <Link href={next.href} className={buttonVariants({ width: "full" })}>
        {next.label}
      </Link>
    </AuthPage>
  );
}
