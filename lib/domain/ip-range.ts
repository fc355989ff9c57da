import { z } from "zod";

/** What a range of addresses is to the tenant, as activities carry it too. */
export const ipRangeCategories = {
  1: "corporate",
  2: "administrative",
  3: "risky",
  4: "VPN",
  5: "cloud provider",
  6: "other",
} as const;

/** A block of addresses. IPv4 is kept as IPv4-mapped IPv6, so that one comparison serves both. */
export type Subnet = {
  /** The block's first address: eight full groups. */
  address: string;
  /** Length of the prefix in those 128 bits. */
  mask: number;
  /** As it was given: programs compare it with what they sent. */
  originalString: string;
};

export type IpTag = { id: string; name: string };

export type IpRange = {
  /** 24 hexadecimal digits. */
  id: string;
  name: string;
  category: number;
  subnets: Subnet[];
  /** The network's owner, where the tenant says so. */
  organization: string | null;
  overrideOrganization: boolean;
  tags: IpTag[];
  modifiedAt: Date;
};

/** A tag that a range shall carry: one that exists, by id, or any by name, which is made when it is new. */
export type WantedTag = { kind: "id"; id: string } | { kind: "name"; name: string };

/** All that a range is, as a caller gives it. What is left out is empty: an update replaces the range. */
export type IpRangeInput = {
  name: string;
  category: number;
  subnets: string[];
  organization: string | null;
  overrideOrganization: boolean;
  tags: WantedTag[];
};

export const subnetsMaximum = 1_000;
export const ipTagsMaximum = 50;
export const ipRangeNameMaximum = 128;

const tagId = /^[0-9a-f]{24}$/i;
const tagName = z.string().trim().min(1).max(ipRangeNameMaximum);

/** A tag as published clients send it: its name, its id, or the object that a list answers. */
export const wantedTag = z
  .union([tagName, z.object({ _id: z.string() }), z.object({ id: z.string() }), z.object({ name: tagName })], {
    error: "is not a tag's name, id or object",
  })
  .transform((tag): WantedTag => {
    const text = typeof tag === "string" ? tag : "_id" in tag ? tag._id : "id" in tag ? tag.id : tag.name;
    const isId = typeof tag === "string" ? tagId.test(text) : !("name" in tag);
    return isId ? { kind: "id", id: text.toLowerCase() } : { kind: "name", name: text.normalize("NFC") };
  });
