import { z } from "zod";
import {
  ipRangeCategories,
  ipRangeNameMaximum,
  ipTagsMaximum,
  subnetsMaximum,
  type WantedTag,
  wantedTag,
} from "../domain/ip-range";
import { ipRangeList } from "../domain/ip-range-list";
import type { Endpoint } from "./endpoint";
import { scannableListOf } from "./envelope";
import { flag, listOrOne, neededCode, neededText, optionalText } from "./fields";

const rangeId = { id: "The range's id, 24 hexadecimal digits" } as const;
const missing = { status: 404, when: "There is no such range." } as const;
const refused = {
  status: 400,
  when: "A subnet cannot be read or overlaps another range, the name is taken, or a tag's id is unknown; the answer names it.",
} as const;

const ipTagRecord = z.object({
  _id: z.string(),
  id: z.string(),
  name: z.string(),
  target: z.number().int(),
  type: z.number().int(),
  status: z.number().int(),
  visibility: z.number().int(),
  nameTemplate: z.null(),
  description: z.null(),
  descriptionTemplate: z.null(),
  _tid: z.number().int(),
});

export const ipRangeRecord = z.object({
  _id: z.string().describe("24 hexadecimal digits"),
  name: z.string(),
  category: z.number().int().describe("1 corporate, 2 administrative, 3 risky, 4 VPN, 5 cloud provider, 6 other"),
  subnets: z
    .array(
      z.object({
        address: z.string().describe("The first address; IPv4 as IPv4-mapped IPv6, eight full groups"),
        mask: z.number().int().describe("Length of the prefix in those 128 bits"),
        originalString: z.string().describe("As it was sent"),
      }),
    )
    .describe("The blocks, in the order in which they were sent"),
  organization: z.string().nullable(),
  overrideOrganization: z.boolean(),
  location: z.null().describe("Always null: no place can be given"),
  tags: z.array(ipTagRecord),
  lastModified: z.number().describe("Milliseconds since 1970"),
  _tid: z.number().int().describe("A number that stands for the tenant"),
});
export type IpRangeRecord = z.infer<typeof ipRangeRecord>;

export const ipRangeExample: IpRangeRecord = {
  _id: "65a1c0ffee0000000000abcd",
  name: "Contoso HQ",
  category: 1,
  subnets: [
    { address: "0000:0000:0000:0000:0000:ffff:cb00:7100", mask: 120, originalString: "203.0.113.0/24" },
    { address: "2001:0db8:0000:0000:0000:0000:0000:0000", mask: 48, originalString: "2001:db8::/48" },
  ],
  organization: "Contoso Net",
  overrideOrganization: false,
  location: null,
  tags: [
    {
      _id: "65a1c0ffee0000000000beef",
      id: "65a1c0ffee0000000000beef",
      name: "HQ",
      target: 2,
      type: 0,
      status: 0,
      visibility: 0,
      nameTemplate: null,
      description: null,
      descriptionTemplate: null,
      _tid: 104_729,
    },
  ],
  lastModified: 1767225600000,
  _tid: 104_729,
};

/** Everything that a range is: an update replaces it as a whole. */
const rangeFields = z.object({
  name: neededText(ipRangeNameMaximum).describe("Unique in the tenant"),
  category: neededCode(ipRangeCategories),
  subnets: listOrOne(z.string("is not text").max(100, "is too long"), subnetsMaximum)
    .refine((subnets) => subnets.length > 0, { error: "is needed" })
    .describe("CIDR blocks or addresses, IPv4 or IPv6; none may overlap another range"),
  organization: optionalText(256).describe("The network's owner"),
  overrideOrganization: flag.describe("Whether the organization replaces what is known of the address"),
  tags: listOrOne<WantedTag>(wantedTag, ipTagsMaximum).describe("Names, ids or objects; a new name makes a tag"),
});

export const ipRangeEndpoints = {
  listIpRanges: {
    group: "Data enrichment",
    title: "List IP ranges",
    summary: "The addresses of which the tenant says what they are.",
    methods: ["GET", "POST"],
    path: "/api/v1/subnet/",
    aliases: ["/api/subnet/"],
    access: "ip-range:read",
    parameters: {},
    input: { kind: "list", list: ipRangeList },
    output: scannableListOf(ipRangeRecord),
    errors: [],
    example: {
      path: "/api/v1/subnet/",
      body: { filters: { category: { eq: [1] } }, sortField: "name", sortDirection: "asc" },
      response: { data: [ipRangeExample], hasNext: false, max: 100, total: 1, moreThanTotal: false },
    },
  },
  createIpRange: {
    group: "Data enrichment",
    title: "Create an IP range",
    summary: "Answers the new range's id as a JSON string.",
    methods: ["POST"],
    path: "/api/v1/subnet/create_rule/",
    aliases: ["/api/subnet/create_rule/"],
    access: "ip-range:write",
    parameters: {},
    input: { kind: "fields", fields: rangeFields },
    output: z.string().describe("The new range's id"),
    errors: [refused],
    example: {
      path: "/api/v1/subnet/create_rule/",
      body: {
        name: "Contoso HQ",
        category: 1,
        subnets: ["203.0.113.0/24"],
        organization: "Contoso Net",
        tags: ["HQ"],
      },
      response: ipRangeExample._id,
    },
  },
  updateIpRange: {
    group: "Data enrichment",
    title: "Update an IP range",
    summary: "Replaces the whole range: a field that is not sent is empty afterwards. Answers an empty object.",
    methods: ["POST"],
    path: "/api/v1/subnet/:id/update_rule/",
    aliases: ["/api/subnet/:id/update_rule/"],
    access: "ip-range:write",
    parameters: rangeId,
    input: { kind: "fields", fields: rangeFields },
    output: z.object({}),
    errors: [refused, missing],
    example: {
      path: `/api/v1/subnet/${ipRangeExample._id}/update_rule/`,
      body: { name: "Contoso branch", category: "1", subnets: ["198.51.100.0/24"], organization: "Contoso Net" },
      response: {},
    },
  },
  deleteIpRange: {
    group: "Data enrichment",
    title: "Delete an IP range",
    summary: "Answers an empty object.",
    methods: ["DELETE"],
    path: "/api/v1/subnet/:id/",
    aliases: ["/api/subnet/:id/"],
    access: "ip-range:write",
    parameters: rangeId,
    input: { kind: "fields", fields: z.object({}) },
    output: z.object({}),
    errors: [missing],
    example: { path: `/api/v1/subnet/${ipRangeExample._id}/`, body: null, response: {} },
  },
} as const satisfies Record<string, Endpoint>;
