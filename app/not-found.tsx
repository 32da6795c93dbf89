import type { Metadata } from "next";

import { Brand } from "@/components/shell/brand";
import { NotFoundView } from "@/components/shell/not-found-view";
import { Link } from "@/components/ui/navigation/link";
import { requestTexts } from "@/lib/server/request-texts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t("problemPage.notFound") };
}

/** Unknown addresses. The visitor may not be signed in, so the header only links home. */
export default function NotFound() {
  return (
    <>
      <header className="border-b bg-card">
        <div className="mx-auto flex h-14 max-w-[76rem] items-center px-4 lg:px-6">
          <Link href="/" className="flex rounded-md">
            <Brand />
          </Link>
        </div>
      </header>
      <main>
        <NotFoundView />
      </main>
    </>
  );
}
