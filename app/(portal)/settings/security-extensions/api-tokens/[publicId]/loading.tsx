import { TokenDetailsSkeleton } from "@/components/token-details/token-details-skeleton";

export default function Loading() {
  return <TokenDetailsSkeleton />;
}
