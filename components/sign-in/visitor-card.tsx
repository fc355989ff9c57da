import type { ReactNode } from "react";
import { Card, CardContent, CardHeader } from "@/components/ui/card";

type VisitorCardProps = {
  title: string;
  description?: ReactNode;
  children?: ReactNode;
};

/** The one card of a page for visitors. Its title is the page's first heading. */
export function VisitorCard({ title, description, children }: VisitorCardProps) {
  return (
    <Card>
      <CardHeader>
        <h1 className="font-semibold text-xl">{title}</h1>
        {description && <p className="text-pretty text-muted-foreground text-sm">{description}</p>}
      </CardHeader>
      {children && <CardContent>{children}</CardContent>}
    </Card>
  );
}
