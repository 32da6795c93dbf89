import type { ReactNode } from "react";

import { Brand } from "@/components/shell/brand/brand";
import { Card } from "@/components/ui/card";

interface AuthPageProps {
  title: string;
  children: ReactNode;
  /** Below the card. */
  footer?: ReactNode;
}

/** The content of pages around signing in. */
export function AuthPage({ title, children, footer }: AuthPageProps) {
  return (
    <main className="mx-auto grid w-full max-w-md gap-6 px-4">
      <Brand />
      <Card className="grid gap-4 p-6 sm:p-8">
        <h1 className="text-xl font-semibold tracking-tight text-pretty">{title}</h1>
        {children}
      </Card>
      {footer}
    </main>
  );
}
