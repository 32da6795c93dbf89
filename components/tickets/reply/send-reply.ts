import type { Result } from "@/lib/result";

interface Reply {
  formKey: string;
  ticketId: string;
  message: string;
  encrypted: boolean;
  files: string[];
  continues: boolean;
}

/** `nextFormKey` is the key of the next reply. */
export type SendReply = (
  reply: Reply,
) => Promise<Result<{ submissionId: string; nextFormKey: string }>>;
