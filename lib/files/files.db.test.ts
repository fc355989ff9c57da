import { beforeAll, describe, expect, test } from "vitest";
import { callerOf, makeMember, makeTenant, type TestMember } from "@/prisma/factories";
import { makeFiles } from "@/prisma/file-factories";
import { appClient } from "../db/client";
import { withTenant } from "../db/transaction";
import { type FileRow, folderType } from "../domain/file";
import { fileList } from "../domain/file-list";
import { entityKeys } from "../domain/filter-value";
import { parseListQuery } from "../domain/list-query";
import { findFile } from "./find-file";
import { ingestFiles } from "./ingest-files";
import { listFiles } from "./list-files";

const client = appClient();
const now = new Date("2026-11-20T12:00:00.000Z");
const day = 24 * 60 * 60 * 1000;
let reader: TestMember;
let stranger: TestMember;
let admin: TestMember;
let plan: FileRow | undefined;

beforeAll(async () => {
  const [own, foreign] = await Promise.all([makeTenant(client), makeTenant(client)]);
  reader = await makeMember(client, own, { role: "security-reader" });
  admin = await makeMember(client, own, { role: "global-administrator" });
  stranger = await makeMember(client, foreign, { role: "global-administrator" });
  [plan] = await makeFiles(
    client,
    own,
    [
      {
        fileId: "site|plan",
        name: "Plan for 2027.docx",
        accessLevel: 2,
        domains: ["partner.example", "contoso.example"],
        groupIds: ["g1"],
        ownerKeys: entityKeys({ id: "megan@contoso.example", inst: 0, saas: 15600 }),
        collaboratorKeys: entityKeys({ id: "lee@partner.example", inst: 0, saas: 15600 }),
        policyIds: ["p1", "p2"],
        parentKeys: entityKeys({ id: "site|folder", inst: 0, saas: 15600 }),
      },
      { name: "old.txt", type: 4, extension: "txt", mimeType: "text/plain", isTrashed: true, domains: [] },
      { name: "folder", type: folderType, extension: null, appId: 10489, instance: 3, ownerAddress: null },
      {
        name: "secret.docx",
        isQuarantined: true,
        labels: ["Secret"],
        domains: ["contoso.example"],
        ownerOrgUnit: null,
      },
    ].map((file, index) => ({ ...file, modifiedAt: new Date(now.getTime() - index * day) })),
  );
});

async function found(filters: object, by = reader, more: object = {}): Promise<string[]> {
  const parsed = parseListQuery(fileList, { filters, ...more }, now);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return (await listFiles(callerOf(by), parsed.query)).rows.map(({ name }) => name);
}

const planName = "Plan for 2027.docx";

describe("files", () => {
  test("are listed with the last changed first, and without the trash", async () => {
    expect(await found({})).toEqual([planName, "folder", "secret.docx"]);
    expect(await found({}, reader, { sortField: "dateModified", sortDirection: "asc" })).toEqual([
      "secret.docx",
      "folder",
      planName,
    ]);
  });

  test.each([
    [{ allowDeleted: { eq: true } }, [planName, "old.txt", "folder", "secret.docx"]],
    [{ allowDeleted: { eq: false } }, [planName, "folder", "secret.docx"]],
    [{ allowDeleted: { eq: true }, trashed: { eq: false } }, [planName, "folder", "secret.docx"]],
    [{ trashed: { eq: true } }, ["old.txt"]],
    [{ folder: { eq: true } }, ["folder"]],
    [{ quarantined: { eq: true } }, ["secret.docx"]],
    [{ service: { eq: 10489 } }, ["folder"]],
    [{ instance: { eq: [[10489, 3]] } }, ["folder"]],
    [{ fileType: { neq: [1] } }, ["folder"]],
    [{ policy: { cabinetmatchedrulesequals: ["p2", "p9"] } }, [planName]],
    [{ policy: { isnotset: true } }, ["folder", "secret.docx"]],
    [{ filename: { text: "2027 plan" } }, [planName]],
    [{ filename: { eq: "secret.docx" } }, ["secret.docx"]],
    [{ extension: { neq: "docx" } }, ["folder"]],
    [{ mimeType: { eq: "text/plain" }, allowDeleted: { eq: true } }, ["old.txt"]],
    [{ modifiedDate: { gte_ndays: 1 } }, [planName]],
    [{ "collaborators.entity": { eq: [{ id: "lee@partner.example", inst: 0 }] } }, [planName]],
    [{ "collaborators.users": { eq: ["lee@partner.example"] } }, [planName]],
    [{ "collaborators.groups": { neq: "g1" } }, ["folder", "secret.docx"]],
    [{ "collaborators.domains": { eq: "contoso.example" } }, [planName, "secret.docx"]],
    [{ "collaborators.withDomain": { deq: ["contoso.example"] } }, [planName]],
    [{ "owner.entity": { eq: [{ id: "megan@contoso.example", inst: 0, saas: 15600 }] } }, [planName]],
    [{ "owner.username": { neq: "megan@contoso.example" } }, ["folder"]],
    [{ "owner.orgUnit": { eq: "Finance" } }, [planName, "folder"]],
    [{ sharing: { eq: [2, 3, 4] } }, [planName]],
    [{ fileId: { eq: "site|plan" } }, [planName]],
    [{ fileLabels: { isset: true } }, ["secret.docx"]],
    [{ fileScanLabels: { isset: true } }, []],
    [{ parentFolder: { eq: [{ id: "site|folder", inst: 0 }] } }, [planName]],
  ])("are filtered by %j", async (filters, expected) => {
    expect(await found(filters)).toEqual(expected);
  });

  test("are fetched by their id and by the app's own, in the trash too", async () => {
    for (const id of [plan?.id ?? "", "site|plan"])
      expect(await findFile(callerOf(reader), id)).toMatchObject({ name: planName, policyIds: ["p1", "p2"] });
    await expect(findFile(callerOf(reader), "site|none")).rejects.toThrow("No such file");
  });

  test("are their tenant's alone, and closed to who may not read them", async () => {
    expect(await found({ allowDeleted: { eq: true } }, stranger)).toEqual([]);
    for (const id of [plan?.id ?? "", "site|plan"])
      await expect(findFile(callerOf(stranger), id)).rejects.toThrow("No such file");
    const discovery = await makeMember(client, reader.tenant, { role: "discovery-global-administrator" });
    await expect(found({}, discovery)).rejects.toThrow("Insufficient role");
  });
});

describe("files that a program brings", () => {
  const given = {
    id: "box|1",
    appId: 10489,
    appName: "Box",
    name: "Report.PDF",
    createdDate: 1_767_225_600_000,
    modifiedDate: "2026-02-01T00:00:00Z",
    fileSize: 5_000_000_000,
    owner: { userName: "megan@contoso.example" },
    sharing: 2,
    collaborators: [
      { kind: "user", id: "ann@Partner.example", isExternal: true },
      { kind: "group", id: "g7", name: "Auditors" },
    ],
    parentIds: ["box|reports"],
  };

  test("are found by what they said, and keep their id when they are told of again", async () => {
    const owner = await makeMember(client, await makeTenant(client), { role: "global-administrator" });
    expect(await ingestFiles(callerOf(owner), [given])).toEqual({ accepted: 1, refused: [] });
    const before = await findFile(callerOf(owner), "box|1");
    expect(before).toMatchObject({
      extension: "pdf",
      type: 1,
      sizeBytes: 5_000_000_000,
      modifiedAt: new Date("2026-02-01T00:00:00Z"),
      owner: { userName: "megan@contoso.example", displayName: "megan@contoso.example" },
      domains: ["partner.example"],
    });
    expect(await found({ "collaborators.groups": { eq: "g7" } }, owner)).toEqual(["Report.PDF"]);
    expect(await found({ parentFolder: { eq: "box|reports" } }, owner)).toEqual(["Report.PDF"]);
    const twice = [
      { ...given, name: "Draft.pdf" },
      { ...given, name: "Final.pdf", trashed: true, owner: null },
    ];
    expect(await ingestFiles(callerOf(owner), twice)).toEqual({ accepted: 1, refused: [] });
    expect(await findFile(callerOf(owner), before.id)).toMatchObject({
      name: "Final.pdf",
      isTrashed: true,
      owner: null,
    });
    expect(await found({ allowDeleted: { eq: true } }, owner)).toEqual(["Final.pdf"]);
  });

  test("are refused one by one, naming what is wrong, and told of in the audit log", async () => {
    const owner = await makeMember(client, await makeTenant(client), { role: "global-administrator" });
    const result = await ingestFiles(callerOf(owner), [{ ...given, sharing: 9, colour: "red" }, given, null]);
    expect(result).toMatchObject({
      accepted: 1,
      refused: [
        { index: 0, id: "box|1", errors: [{ field: "sharing" }, { field: "colour", error: "is not a known field" }] },
        { index: 2, id: null, errors: [{ field: "file" }] },
      ],
    });
    const events = await withTenant(owner.tenant.id, (tx) => tx.auditEvent.findMany(), client);
    expect(events).toMatchObject([
      { action: "file.ingested", targetKind: "file", targetId: "box|1", detail: { accepted: 1, refused: 2 } },
    ]);
  });

  test("are scanned whole, each once", async () => {
    const owner = await makeMember(client, await makeTenant(client), { role: "global-administrator" });
    const many = Array.from({ length: 500 }, (_, index) => ({ ...given, id: `box|${index}` }));
    await ingestFiles(callerOf(owner), many);
    await ingestFiles(callerOf(owner), [{ ...given, id: "box|500" }]);
    const scan = async (filters: object) => {
      const parsed = parseListQuery(fileList, { isScan: true, filters }, now);
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
      return listFiles(callerOf(owner), parsed.query);
    };
    const first = await scan({});
    const second = await scan({ scanAfter: { eq: first.scanAfter } });
    expect([first.rows.length, second.rows.length, second.hasNext]).toEqual([500, 1, false]);
    expect(new Set([...first.rows, ...second.rows].map(({ fileId }) => fileId)).size).toBe(501);
    await expect(scan({ scanAfter: { eq: "elsewhere" } })).rejects.toThrow("scanAfter is not valid");
  });

  test("are only taken from who may bring them, and stay in the sender's tenant", async () => {
    await expect(ingestFiles(callerOf(reader), [given])).rejects.toThrow("Insufficient role");
    await ingestFiles(callerOf(stranger), [{ ...given, id: "site|plan", name: "Other.docx" }]);
    expect(await findFile(callerOf(admin), "site|plan")).toMatchObject({ name: planName });
    expect(await findFile(callerOf(stranger), "site|plan")).toMatchObject({ name: "Other.docx" });
  });
});
