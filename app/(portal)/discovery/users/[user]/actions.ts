"use server";

import { deanonymiseUser } from "@/lib/discovery/deanonymise-user";
import { deanonymiseInput } from "@/lib/domain/discovered-user";
import { memberAction } from "@/lib/web/action";

export const deanonymiseAction = memberAction(deanonymiseInput, deanonymiseUser);
