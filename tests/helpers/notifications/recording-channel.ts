import type { PersonChannel } from "@/lib/notices/types";
import type { Digest, NoticeChannel, Telling } from "@/lib/notifications/deliver/channel";

interface RecordingChannel extends NoticeChannel {
  told: Telling[];
  digests: Digest[];
}

/** Notes what it is to tell. A push has no digest. */
export function recordingChannel(name: PersonChannel = "mail"): RecordingChannel {
  const told: Telling[] = [];
  const digests: Digest[] = [];
  return {
    name,
    told,
    digests,
    tell: (_client, telling) => {
      told.push(telling);
      return Promise.resolve();
    },
    ...(name === "mail" && {
      tellDigest: (_client, digest) => {
        digests.push(digest);
        return Promise.resolve();
      },
    }),
  };
}
