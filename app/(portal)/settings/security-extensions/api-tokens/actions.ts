"use server";

import { z } from "zod";
import { generateTokenInput, tokenPublicId } from "@/lib/domain/api-token";
import { generateToken } from "@/lib/tokens/generate-token";
import { previewRevocation } from "@/lib/tokens/preview-revocation";
import { revokeToken } from "@/lib/tokens/revoke-token";
import { memberAction } from "@/lib/web/action";

const tokenReference = z.strictObject({ publicId: tokenPublicId });

/** Generates a token. Its answer is the only place where the secret ever appears. */
export const generateTokenAction = memberAction(generateTokenInput, generateToken);

/** Revokes a token that the caller may revoke. */
export const revokeTokenAction = memberAction(tokenReference, revokeToken);

/** Who would be cut off by a revocation. */
export const previewRevocationAction = memberAction(tokenReference, previewRevocation);
