import { CircleAlert, CircleCheck, CircleDashed, Hourglass, LoaderCircle } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import type { UploadState } from "@/lib/domain/discovery-upload";

const looks = {
  open: { tone: "neutral", icon: <CircleDashed aria-hidden /> },
  queued: { tone: "info", icon: <Hourglass aria-hidden /> },
  parsing: { tone: "info", icon: <LoaderCircle aria-hidden className="animate-spin" /> },
  done: { tone: "success", icon: <CircleCheck aria-hidden /> },
  failed: { tone: "danger", icon: <CircleAlert aria-hidden /> },
} as const satisfies Record<UploadState, { tone: string; icon: ReactNode }>;

export function UploadStateBadge({ state }: { state: UploadState }) {
  const t = useTranslations("uploads.states");
  const { tone, icon } = looks[state];
  return (
    <Badge tone={tone} icon={icon}>
      {t(state)}
    </Badge>
  );
}
