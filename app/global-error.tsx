"use client";

import "./globals.css";

import { ErrorView } from "@/components/shell/error-view";

interface ErrorPageProps {
  error: Error & { digest?: string };
  retry: () => void;
}

export default function GlobalError({ error, retry }: ErrorPageProps) {
  return (
    <html lang="en">
      <body className="bg-background font-sans text-foreground">
        <title>Error · Ticketbridge</title>
        <main>
          <ErrorView reference={error.digest} retry={retry} />
        </main>
      </body>
    </html>
  );
}
