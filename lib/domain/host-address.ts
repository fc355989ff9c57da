import { z } from "zod";

/** A name that DNS could know. */
const hostName =
  /^(?=.{1,253}$)([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)(\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*$/;

/** A name that DNS could know, or an IPv4 or IPv6 address. Issue messages are keys under `validation`. */
export const hostAddress = z
  .string({ error: "required" })
  .trim()
  .min(1, { error: "required" })
  .refine((text) => hostName.test(text) || z.union([z.ipv4(), z.ipv6()]).safeParse(text).success, {
    error: "hostName",
  });

/** A port that a program can listen on or send to. */
export const networkPort = z.coerce
  .number({ error: "port" })
  .int({ error: "port" })
  .min(1, { error: "port" })
  .max(65_535, { error: "port" });
