#!/usr/bin/env node
/**
 * Prisma's schema engine for machines that cannot download the native one.
 *
 * The Prisma CLI starts the program named by PRISMA_SCHEMA_ENGINE_BINARY and speaks newline-delimited JSON-RPC with it.
 * This one answers with the same engine compiled to WebAssembly, which npm can deliver, over a node-postgres connection.
 */
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { createInterface } from "node:readline";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";

const CHAR_OID = 18;
const TEXT_OID = 25;
const charColumns = new WeakMap();

/** The engine's last words before it traps; the bindings report them through this global. */
let panic = null;
globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (message) => (panic = message) };

const { url } = datasourceFrom(process.argv);
rememberCharColumns();

if (process.argv.includes("cli")) await answerCliCommand(process.argv.at(-1));
else await serve();

/** Answers the one-shot commands, by which the CLI asks for a database before it migrates. */
async function answerCliCommand(command) {
  if (command !== "can-connect-to-database") return fail("P1009", `This schema engine cannot do "${command}".`);
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    await client.end();
  } catch (error) {
    fail(error.code === "3D000" ? "P1003" : "P1001", `Cannot connect to the database: ${error.message}`);
  }
}

async function serve() {
  const engine = await loadEngine();
  let current = null;
  // A trap in WebAssembly ends no promise: without this the CLI would wait for its answer for ever.
  process.on("uncaughtException", (error) => {
    if (current !== null) refuse(current, panic === null ? error : new Error(panic));
    process.exitCode = 1;
    process.stdin.destroy();
  });
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    const request = line.trim() === "" ? {} : JSON.parse(line);
    if (request.method === undefined) continue;
    current = request.id;
    await answer(engine, request);
  }
  process.exit();
}

async function answer(engine, { id, method, params }) {
  try {
    if (typeof engine[method] !== "function") throw new Error(`This schema engine has no method "${method}".`);
    const result = (await engine[method](params ?? {})) ?? {};
    if (typeof result.stdout === "string") send({ id: 1, method: "print", params: { content: result.stdout } });
    send({ id, result });
  } catch (error) {
    refuse(id, error);
  }
}

function refuse(id, { message, code, meta }) {
  const data = { is_panic: false, message, error_code: code ?? null, meta: meta ?? null };
  send({ id, error: { code: 4466, message: "An error happened. Check the data field for details.", data } });
}

async function loadEngine() {
  const script = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const binary = await readFile(path.join(path.dirname(script), "schema_engine_bg.wasm"));
  const { instance } = await WebAssembly.instantiate(binary, { "./schema_engine_bg.js": bindings });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  const adapter = bindMigrationAwareSqlAdapterFactory(adapterFactory());
  return bindings.SchemaEngine.new({ datamodels: undefined }, () => {}, adapter);
}

/**
 * The adapter with a shadow database of our own making. Its own one is not to be used with a connection string: that
 * wins over the shadow database's name, and the migrations are replayed into the real database.
 */
function adapterFactory() {
  const { host, port, user, password, database, ssl } = new pg.Client({ connectionString: url });
  const connectTo = async (name) =>
    withWholeScripts(
      withCharColumns(await new PrismaPg({ host, port, user, password, database: name, ssl }).connect()),
    );
  const connectToShadowDb = async () => {
    const name = `portcullis_shadow_${randomUUID()}`;
    const real = await connectTo(database);
    await real.executeScript(`CREATE DATABASE "${name}"`);
    const shadow = await connectTo(name);
    const disconnect = shadow.dispose.bind(shadow);
    shadow.dispose = async () => {
      await disconnect();
      await real.executeScript(`DROP DATABASE "${name}" WITH (FORCE)`);
      await real.dispose();
    };
    return shadow;
  };
  return {
    provider: "postgres",
    adapterName: "@prisma/adapter-pg",
    connect: () => connectTo(database),
    connectToShadowDb,
  };
}

/**
 * Teaches the adapter the catalogue's single-byte type "char", which it refuses and which the engine reads as a character:
 * the driver presents such columns as text and remembers them, and `withCharColumns` gives them their type back.
 */
function rememberCharColumns() {
  const addFields = pg.Result.prototype.addFields;
  pg.Result.prototype.addFields = function (fields) {
    const found = fields.flatMap((field, index) => (field.dataTypeID === CHAR_OID ? [index] : []));
    for (const index of found) fields[index].dataTypeID = TEXT_OID;
    charColumns.set(this.rows, found);
    return addFields.call(this, fields);
  };
}

function withCharColumns(adapter) {
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query);
    for (const index of charColumns.get(result.rows) ?? []) result.columnTypes[index] = ColumnTypeEnum.Character;
    return result;
  };
  return adapter;
}

/** The adapter cuts scripts at every semicolon, also at those in comments and function bodies; Postgres knows better. */
function withWholeScripts(adapter) {
  adapter.executeScript = async (script) => {
    try {
      await adapter.underlyingDriver().query(script);
    } catch (error) {
      adapter.onError(error);
    }
  };
  return adapter;
}

function datasourceFrom(argv) {
  const given = argv[argv.indexOf("--datasource") + 1];
  return argv.includes("--datasource") ? JSON.parse(given) : { url: "" };
}

function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
}

function fail(code, message) {
  const fields = { message, error_code: code };
  process.stderr.write(`\n${JSON.stringify({ level: "ERROR", target: "schema_engine::logger", fields })}\n`);
  process.exitCode = 1;
}
