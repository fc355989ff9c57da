/** Prints what a command is doing: one line per step, with its time once it is done. */
export type Steps = {
  /** Runs one step; what it returns as `note` is printed at the end of its line. */
  run<T>(label: string, work: (note: (text: string) => void) => Promise<T>): Promise<T>;
};

export const terminalSteps: Steps = {
  async run(label, work) {
    const began = Date.now();
    let remark = "";
    process.stdout.write(`${label} … `);
    try {
      const result = await work((text) => {
        remark = `; ${text}`;
      });
      process.stdout.write(`${secondsSince(began)}${remark}\n`);
      return result;
    } catch (error) {
      process.stdout.write(`failed after ${secondsSince(began)}\n`);
      throw error;
    }
  },
};

export const silentSteps: Steps = { run: (_label, work) => work(() => {}) };

/** Such as "0.4 s". */
export function secondsSince(began: number): string {
  return `${((Date.now() - began) / 1000).toFixed(1)} s`;
}

/** The sentence of an error, for people: never its stack. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}
