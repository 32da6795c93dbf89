import { ChevronLeft } from "lucide-react";
import type { Route } from "next";

import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/navigation/link";
import type { ConnectableProvider } from "@/lib/connections/types";
import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

import { type Connect, ConnectForm } from "./connect-form";

interface ConnectViewProps {
  providers: ConnectableProvider[];
  organizations: Array<{ id: string; name: string }>;
  /** Of the accounts that are connected. */
  labels: string[];
  connect: Connect;
  /** Where to go after connecting. */
  next: Route;
}

export function ConnectView(props: ConnectViewProps) {
  const { providers, organizations, labels, connect, next } = props;
  const t = useTexts();
  return (
    <div className="grid max-w-2xl gap-5">
      <div className="grid gap-2">
        <Link
          href="/connections"
          className={cn(
            "-ml-1 inline-flex h-8 w-fit items-center gap-1 rounded-md pr-2 text-[0.8125rem]",
            "text-muted-foreground hover:text-foreground",
          )}
        >
          <ChevronLeft aria-hidden className="size-4" />
          {t("connections.title")}
        </Link>
        <h1 className="text-2xl font-semibold tracking-tight">{t("connections.connectAccount")}</h1>
      </div>
      {organizations.length > 0 ? (
        <Card className="p-4 sm:p-6">
          <ConnectForm
            providers={providers}
            organizations={organizations}
            labels={labels}
            connect={connect}
            next={next}
          />
        </Card>
      ) : (
        <Alert title={t("connections.onlyManagers")}>{t("connections.onlyManagersHint")}</Alert>
      )}
    </div>
  );
}
