"use client";

import { LogOut, UserRound, UserRoundCog } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { useFailureText } from "@/components/ui/use-failure-text";
import type { Action } from "@/lib/domain/action-result";
import { localeCookie, locales, type Theme, themeCookie, themeOf, themes } from "@/lib/domain/preference";
import type { Role } from "@/lib/domain/role-table";
import { rememberPreference } from "./preference-cookie";

export type UserMenuProps = {
  person: { name: string; email: string; role: Role };
  theme: Theme;
  signOut: Action<undefined, void>;
};

/** Who is signed in, how the portal looks and speaks to them, and the way out. */
export function UserMenu({ person, theme, signOut }: UserMenuProps) {
  const t = useTranslations("layout");
  const roleName = useTranslations("roles");
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" className="max-w-52 px-2.5" aria-label={t("userMenu", { name: person.name })}>
          <UserRound aria-hidden />
          <span className="truncate max-sm:hidden">{person.name}</span>
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent className="w-72">
        <div className="grid gap-0.5 break-words px-2.5 py-2">
          <p className="font-medium">{person.name}</p>
          <p className="text-muted-foreground text-xs">{person.email}</p>
          <p className="text-muted-foreground text-xs">{roleName(person.role)}</p>
        </div>
        <DropdownMenuSeparator />
        <DropdownMenuItem asChild>
          <Link href="/account" prefetch={false}>
            <UserRoundCog aria-hidden />
            {t("account")}
          </Link>
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <LanguageChoice />
        <DropdownMenuSeparator />
        <ThemeChoice initial={theme} />
        <DropdownMenuSeparator />
        <SignOutItem signOut={signOut} />
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

function LanguageChoice() {
  const t = useTranslations("layout");
  const locale = useLocale();
  const router = useRouter();
  return (
    <>
      <DropdownMenuLabel>{t("language")}</DropdownMenuLabel>
      <DropdownMenuRadioGroup
        aria-label={t("language")}
        value={locale}
        onValueChange={(chosen) => {
          rememberPreference(localeCookie, chosen);
          router.refresh();
        }}
      >
        {locales.map((choice) => (
          <DropdownMenuRadioItem key={choice} value={choice} lang={choice}>
            {t(`languages.${choice}`)}
          </DropdownMenuRadioItem>
        ))}
      </DropdownMenuRadioGroup>
    </>
  );
}

function ThemeChoice({ initial }: { initial: Theme }) {
  const t = useTranslations("layout");
  const [theme, setTheme] = useState(() => currentTheme(initial));
  return (
    <>
      <DropdownMenuLabel>{t("theme")}</DropdownMenuLabel>
      <DropdownMenuRadioGroup
        aria-label={t("theme")}
        value={theme}
        onValueChange={(value) => {
          const chosen = themeOf(value);
          setTheme(chosen);
          rememberPreference(themeCookie, chosen);
          document.documentElement.dataset.theme = chosen;
        }}
      >
        {themes.map((choice) => (
          // The menu stays open, so that the eye can compare.
          <DropdownMenuRadioItem key={choice} value={choice} onSelect={(event) => event.preventDefault()}>
            {t(`themes.${choice}`)}
          </DropdownMenuRadioItem>
        ))}
      </DropdownMenuRadioGroup>
    </>
  );
}

/** The page may have been drawn before the theme was last changed; its root element knows better. */
function currentTheme(initial: Theme): Theme {
  return typeof document === "undefined" ? initial : themeOf(document.documentElement.dataset.theme);
}

function SignOutItem({ signOut }: { signOut: UserMenuProps["signOut"] }) {
  const t = useTranslations("layout");
  const failureText = useFailureText();
  const [pending, startTransition] = useTransition();

  function leave() {
    startTransition(async () => {
      const result = await signOut(undefined);
      // A full load, so that nothing of the session stays in this page's memory.
      if (result.ok) window.location.assign("/sign-in");
      else toast.error(failureText(result));
    });
  }

  return (
    <DropdownMenuItem disabled={pending} onSelect={leave}>
      <LogOut aria-hidden />
      {t("signOut")}
    </DropdownMenuItem>
  );
}
