"use client";

import { CircleCheck } from "lucide-react";
import {
  createContext,
  type ReactNode,
  type RefObject,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";

import { Dialog } from "@/components/ui/dialog";
import { cn } from "@/lib/utils";

import { DialogForm } from "./dialog-form";
import type { DialogQuestion } from "./dialog-question";

interface DialogHostValue {
  ask: (question: DialogQuestion) => void;
  done: string;
  status: RefObject<HTMLParagraphElement | null>;
}

const DialogHostContext = createContext<DialogHostValue>({
  ask: () => undefined,
  done: "",
  status: { current: null },
});

/** Opens the host's dialog. */
export function useDialog(): DialogHostValue["ask"] {
  return useContext(DialogHostContext).ask;
}

/** Holds one dialog for all buttons inside. `DialogStatus` announces their results. */
export function DialogHost({ children }: { children: ReactNode }) {
  const [question, setQuestion] = useState<DialogQuestion | null>(null);
  const [isOpen, setIsOpen] = useState(false);
  const [done, setDone] = useState("");
  const status = useRef<HTMLParagraphElement>(null);
  const ask = useCallback((asked: DialogQuestion) => {
    setDone("");
    setQuestion(asked);
    setIsOpen(true);
  }, []);
  const host = useMemo(() => ({ ask, done, status }), [ask, done]);

  // After the dialog has closed, which gives the focus back to the button.
  useEffect(() => {
    if (done !== "" && question?.isButtonGone) status.current?.focus();
  }, [done, question]);

  return (
    <DialogHostContext value={host}>
      {children}
      {question ? (
        <Dialog open={isOpen} onClose={() => setIsOpen(false)} title={question.title}>
          <DialogForm
            question={question}
            onClose={() => setIsOpen(false)}
            onDone={() => {
              setIsOpen(false);
              setDone(question.done ?? "");
            }}
          />
        </Dialog>
      ) : null}
    </DialogHostContext>
  );
}

/** Returns the text of the last completed change; "" before the first. */
export function useDialogDone(): string {
  return useContext(DialogHostContext).done;
}

/** Announces the last completed change, and takes the focus if the button is gone. */
export function DialogStatus({ className = "border-b px-4 py-3" }: { className?: string }) {
  const { done, status } = useContext(DialogHostContext);
  return (
    <div aria-live="polite" className="not-has-[:not(:empty)]:sr-only">
      <p
        ref={status}
        tabIndex={-1}
        className={cn(
          "flex items-start gap-2 text-pretty outline-none [overflow-wrap:anywhere] empty:hidden",
          className,
        )}
      >
        {done === "" ? null : (
          <>
            <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-success" />
            <span className="min-w-0">{done}</span>
          </>
        )}
      </p>
    </div>
  );
}
