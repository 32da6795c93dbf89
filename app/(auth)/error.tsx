"use client";

import { ErrorView } from "@/components/shell/error-view";

interface ErrorPageProps {
  error: Error & { digest?: string };
  retry: () => void;
}

export default function ErrorPage({ error, retry }: ErrorPageProps) {
  return (
    <main>
      <ErrorView reference={error.digest} retry={retry} />
    </main>
  );
}
