"use client";

import { Eye, EyeOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ComponentProps, useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";

/** A password that its owner may look at while typing. Pasting and password managers work (OWASP ASVS 5.0, 6.2.6, 6.2.7). */
export function PasswordInput(props: Omit<ComponentProps<"input">, "type">) {
  const t = useTranslations("signIn");
  const [isShown, setShown] = useState(false);
  return (
    <div className="flex items-center gap-1">
      <Input {...props} type={isShown ? "text" : "password"} spellCheck={false} autoCapitalize="off" />
      <IconButton
        label={isShown ? t("hidePassword") : t("showPassword")}
        icon={isShown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
        onClick={() => setShown(!isShown)}
      />
    </div>
  );
}
