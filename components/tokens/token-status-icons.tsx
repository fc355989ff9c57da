import { Ban, CircleCheck, CircleDashed, CirclePause } from "lucide-react";
import type { ReactNode } from "react";
import type { TokenStatus } from "@/lib/domain/api-token";

/** Each status has a shape of its own, so that it can be told without colour. */
export const statusIcons: Record<TokenStatus, ReactNode> = {
  generated: <CircleDashed aria-hidden />,
  active: <CircleCheck aria-hidden />,
  inactive: <CirclePause aria-hidden />,
  revoked: <Ban aria-hidden />,
};
