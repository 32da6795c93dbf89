"use client";

import { createContext } from "react";

/** Opens the dialog. Resolves to false if the person closes it. */
export type AskForProof = () => Promise<boolean>;

export interface ProofQuestion {
  answer: (isProved: boolean) => void;
}

export const ProofContext = createContext<AskForProof>(() => Promise.resolve(false));
