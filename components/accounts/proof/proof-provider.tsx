"use client";

import { type ReactNode, useCallback, useState } from "react";

import { lazyPart } from "@/components/ui/lazy-part";

import { type AskForProof, ProofContext, type ProofQuestion } from "./proof-context";
import type { ProofActions } from "./proof-form";

/** Loaded when it is first needed. */
const ProofDialog = lazyPart(async () => (await import("./proof-dialog")).default);

interface ProofProviderProps {
  actions: ProofActions;
  children: ReactNode;
}

/** Holds the dialog that `useProved` opens on any page. */
export function ProofProvider({ actions, children }: ProofProviderProps) {
  const [question, setQuestion] = useState<ProofQuestion | null>(null);
  const [isLoaded, setIsLoaded] = useState(false);
  const ask: AskForProof = useCallback(() => {
    setIsLoaded(true);
    return new Promise((resolve) =>
      setQuestion({
        answer: (isProved) => {
          setQuestion(null);
          resolve(isProved);
        },
      }),
    );
  }, []);
  return (
    <ProofContext value={ask}>
      {children}
      {isLoaded ? <ProofDialog actions={actions} question={question} /> : null}
    </ProofContext>
  );
}
