import { Brand } from "@/components/shell/brand";
import { Card } from "@/components/ui/card";

import { LoginForm } from "./login-form";

interface LoginViewProps {
  next: string;
  error: string | undefined;
}

export function LoginView({ next, error }: LoginViewProps) {
  return (
    <main className="mx-auto grid min-h-dvh max-w-md content-center gap-6 px-4 py-12">
      <Brand />
      <Card className="p-6 sm:p-8">
        <h1 className="text-xl font-semibold tracking-tight">Sign in</h1>
        <p className="mt-1 mb-6 text-muted-foreground">All your hosting tickets in one place.</p>
        <LoginForm next={next} error={error} />
      </Card>
    </main>
  );
}
