import { CircleCheck, CircleOff, LoaderCircle, TriangleAlert } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import type { ConnectionView } from "@/lib/connections/types";

/** How a connection stands, in a word. */
export function ConnectionState({ connection }: { connection: ConnectionView }) {
  if (connection.status === "disconnected") return <Badge tone="quiet"><CircleOff aria-hidden />Disconnected</Badge>;
  if (connection.status === "needs_attention") return <Badge tone="warning"><TriangleAlert aria-hidden />Needs a new key</Badge>;
  if (connection.running) return <Badge tone="tint"><LoaderCircle aria-hidden className="animate-spin" />Reading</Badge>;
  if (connection.problem) return <Badge tone="warning"><TriangleAlert aria-hidden />Last reading failed</Badge>;
  return <Badge tone="neutral"><CircleCheck aria-hidden className="text-success" />Healthy</Badge>;
}
