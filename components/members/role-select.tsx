"use client";

import { useTranslations } from "next-intl";
import { Select } from "@/components/ui/select";
import { type Role, roles } from "@/lib/domain/access";

type RoleSelectProps = {
  control: { id: string; "aria-describedby": string | undefined; "aria-invalid": true | undefined };
  value: Role;
  onChange: (role: Role) => void;
};

/** Chooses among all roles, in the order of the role table. */
export function RoleSelect({ control, value, onChange }: RoleSelectProps) {
  const roleName = useTranslations("roles");
  return (
    <Select
      {...control}
      name="role"
      value={value}
      onChange={(event) => {
        const chosen = roles.find((role) => role === event.target.value);
        if (chosen) onChange(chosen);
      }}
    >
      {roles.map((role) => (
        <option key={role} value={role}>
          {roleName(role)}
        </option>
      ))}
    </Select>
  );
}
