import type { Client, QueryConfig } from "pg";
import { z } from "zod";
import { answerWithin } from "../db/answer-within";
import { guardClient, guardPatience, guardPool } from "../db/client";
import type { EpochLine } from "../guard/epoch-watch";
import type { EpochEvent } from "../guard/floors";
import type { EpochAnswer } from "../guard/known-epoch";
import { seenWithinMilliseconds } from "../guard/times";

const polled = z.object({
  epoch: z.coerce.number(),
  incarnation: z.string(),
  is_seen: z.boolean(),
  kinds: z.array(z.enum(["token", "member", "tenant", "global"])),
  subjects: z.array(z.string()),
  epochs: z.array(z.coerce.number()),
});

/**
 * This process's line to the epoch: one connection of its own, on which it polls, shows itself, and is woken up. Whatever
 * goes wrong on it, it is given up, and the next question opens another.
 */
export class EpochConnection implements EpochLine {
  #client: Promise<Client> | null = null;
  #isClosed = false;

  constructor(
    private readonly nodeId: string,
    private readonly leaseMilliseconds: number,
    private readonly onWake: () => void,
  ) {}

  async poll(known: number | null): Promise<EpochAnswer> {
    const row = await this.#ask(
      {
        name: "poll_epoch",
        text: "select * from auth.poll_epoch($1, $2, make_interval(secs => $3))",
        values: [this.nodeId, known, seenWithinMilliseconds / 1_000],
      },
      polled,
    );
    const events = row.kinds.map((kind, index): EpochEvent => {
      const epoch = row.epochs[index] ?? row.epoch;
      return kind === "global" ? { kind, epoch } : { kind, epoch, subject: row.subjects[index] ?? "" };
    });
    return { epoch: row.epoch, incarnation: row.incarnation, isSeen: row.is_seen, events };
  }

  async show(applied: number): Promise<void> {
    await this.#ask(
      {
        name: "show_node",
        text: "select auth.show_node($1, $2, $3)",
        values: [this.nodeId, applied, this.leaseMilliseconds],
      },
      z.unknown(),
    );
  }

  /** Takes this process out of the registry and closes the line. */
  async close(): Promise<void> {
    await this.#ask({ text: "select auth.remove_node($1)", values: [this.nodeId] }, z.unknown()).catch(() => undefined);
    this.#isClosed = true;
    const client = await this.#client?.catch(() => null);
    await client?.end().catch(() => undefined);
  }

  async #ask<Row>(query: QueryConfig, row: z.ZodType<Row>): Promise<Row> {
    if (this.#isClosed) throw new Error("the line to the epoch is closed");
    this.#client ??= this.#connect();
    const line = this.#client;
    try {
      const client = await line;
      const { rows } = await answerWithin(guardPatience.answer, client.query(query));
      return row.parse(rows[0]);
    } catch (error) {
      this.#giveUp(line);
      throw error;
    }
  }

  async #connect(): Promise<Client> {
    const client = guardClient();
    // An error of a connection that nobody asks anything on must not end the process.
    client.on("error", () => undefined);
    client.on("notification", this.onWake);
    await client.connect();
    await answerWithin(guardPatience.answer, client.query("listen portcullis_guard"));
    client.once("end", () => this.#replace(client));
    return client;
  }

  /** A connection that ended by itself hears nothing any more: the next poll, which opens another, cannot wait its turn. */
  #replace(client: Client): void {
    const replaceCurrent = (current: Client) => {
      if (current !== client || this.#isClosed) return;
      this.#client = null;
      this.onWake();
    };
    // One that is only being opened tells its own end to whoever waits for it.
    this.#client?.then(replaceCurrent).catch(() => undefined);
  }

  #giveUp(line: Promise<Client>): void {
    if (this.#client === line) this.#client = null;
    line.then((client) => client.end()).catch(() => undefined);
  }
}

/** Forgets events that every process knows, and processes that ended without saying so. */
export async function pruneGuard(): Promise<void> {
  await guardPool().query("select auth.prune_guard()");
}
