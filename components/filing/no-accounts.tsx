import { Plug } from "lucide-react";
import Link from "next/link";
import { buttonVariants } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";

/** There is nothing to file through yet, or nothing that may. */
export function NoAccounts() {
  return (
    <Card>
      <EmptyState icon={Plug} title="No account can file tickets" action={<Link href="/connections" prefetch={false} className={buttonVariants()}>Go to the connections</Link>}>
        A ticket goes out through a connected provider account whose key may write. Connect one, or replace a key that lacks the right.
      </EmptyState>
    </Card>
  );
}
