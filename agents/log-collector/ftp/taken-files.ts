export type TakenFile = { name: string; sizeBytes: number; at: Date };

const keptNames = 100;

/** What came lately, so that a client that looks after its upload finds it. The files themselves are on their way. */
export class TakenFiles {
  #byDirectory = new Map<string, TakenFile[]>();

  add(directory: string, file: TakenFile): void {
    const others = this.in(directory).filter(({ name }) => name !== file.name);
    this.#byDirectory.set(directory, [...others, file].slice(-keptNames));
  }

  in(directory: string): readonly TakenFile[] {
    return this.#byDirectory.get(directory) ?? [];
  }

  find(directory: string | null, name: string): TakenFile | undefined {
    return directory === null ? undefined : this.in(directory).find((file) => file.name === name);
  }
}
