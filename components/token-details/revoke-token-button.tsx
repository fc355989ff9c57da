"use client";

import { Ban } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ListedToken } from "@/components/tokens/listed-token";
import { type RevocationActions, RevokeTokenDialog } from "@/components/tokens/revoke-token-dialog";
import { Button } from "@/components/ui/button";

type RevokeTokenButtonProps = {
  token: ListedToken;
  withOwner: boolean;
  actions: RevocationActions;
  /** What takes the focus once the token is revoked and this button is gone. */
  headingId: string;
};

const buttonId = "revoke-token";

/** Opens the question before the token is revoked; gone with a token that is revoked. */
export function RevokeTokenButton({ token, withOwner, actions, headingId }: RevokeTokenButtonProps) {
  const t = useTranslations("tokens.menu");
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      {token.status !== "revoked" && (
        <Button id={buttonId} onClick={() => setAsking(true)}>
          <Ban aria-hidden />
          {t("revoke")}
        </Button>
      )}
      {isAsking && (
        <RevokeTokenDialog
          token={token}
          withOwner={withOwner}
          actions={actions}
          focusAfter={{ cancelled: buttonId, revoked: headingId }}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
