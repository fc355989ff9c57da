import { TokensSkeleton } from "@/components/tokens/tokens-skeleton";

export default function Loading() {
  return <TokensSkeleton />;
}
