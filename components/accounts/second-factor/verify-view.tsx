import type { ReactNode } from "react";

import { Brand } from "@/components/shell/brand";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { useTexts } from "#texts";

interface VerifyViewProps {
  title: string;
  hint: string;
  email: string;
  signOut: () => Promise<void>;
  children: ReactNode;
}

/** The frame of the second step of signing in. */
export function VerifyView({ title, hint, email, signOut, children }: VerifyViewProps) {
  const t = useTexts();
  return (
    <main className="mx-auto grid min-h-dvh max-w-md content-center gap-6 px-4 py-12">
      <Brand />
      <Card className="p-6 sm:p-8">
        <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
        <p className="mt-1 mb-6 text-pretty text-muted-foreground">{hint}</p>
        {children}
      </Card>
      <form action={signOut} className="flex flex-wrap items-center justify-between gap-2 text-sm">
        <p className="min-w-0 break-words text-muted-foreground">
          {t("secondFactor.signedInAs", { email })}
        </p>
        <Button type="submit" variant="ghost" size="small">
          {t("secondFactor.signOut")}
        </Button>
      </form>
    </main>
  );
}
