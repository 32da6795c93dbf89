import type { ReactNode } from "react";

interface ProblemPageProps {
  /** Shown above the title: "404". */
  code: string;
  title: string;
  children: ReactNode;
  action: ReactNode;
}

export function ProblemPage({ code, title, children, action }: ProblemPageProps) {
  return (
    <div className="problem mx-auto grid max-w-lg justify-items-start gap-3 py-16 sm:py-24">
      <p className="font-mono text-sm text-muted-foreground">{code}</p>
      <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
      <div className="grid gap-2 text-pretty text-muted-foreground">{children}</div>
      <div className="mt-3 flex flex-wrap gap-2">{action}</div>
    </div>
  );
}
