import type { Route } from "next";
import type { ReactNode } from "react";

import { Button } from "@/components/ui/button";
import { HiddenFields } from "@/components/ui/form/hidden-fields";
import { MarkedText } from "@/components/ui/text/marked-text";
import { PLAIN } from "@/lib/forms/plain-form";

interface ActFormProps {
  action: Route;
  viewerId: string;
  fields: Readonly<Record<string, string>>;
  label: string;
  /** Says of which ticket or case, for `MarkedText`. */
  name?: string;
  variant?: "secondary" | "ghost";
  children?: ReactNode;
}

/** One button that posts. Needs no scripts. */
export function ActForm(props: ActFormProps) {
  const { action, viewerId, fields, label, name, variant = "secondary", children } = props;
  return (
    <form noValidate method="post" action={action} className="contents">
      <HiddenFields values={{ [PLAIN.viewer]: viewerId, ...fields }} />
      {children}
      <Button type="submit" variant={variant} size="small">
        <span aria-hidden={name ? true : undefined}>{label}</span>
        {name ? (
          <span className="sr-only">
            <MarkedText text={name} />
          </span>
        ) : null}
      </Button>
    </form>
  );
}
