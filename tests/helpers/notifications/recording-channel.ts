import type { PersonChannel } from "@/lib/notices/types";
import type { Digest, NoticeBatch, NoticeChannel } from "@/lib/notifications/deliver/channel";

interface RecordingChannel extends NoticeChannel {
  sent: NoticeBatch[];
  digests: Digest[];
}

/** Records its batches and digests. Push has no digest. */
export function recordingChannel(name: PersonChannel = "mail"): RecordingChannel {
  const sent: NoticeBatch[] = [];
  const digests: Digest[] = [];
  return {
    name,
    sent,
    digests,
    send: (_client, batch) => {
      sent.push(batch);
      return Promise.resolve();
    },
    ...(name === "mail" && {
      sendDigest: (_client, digest) => {
        digests.push(digest);
        return Promise.resolve();
      },
    }),
  };
}
