export interface TextFile {
  /** As the user would type it: relative to the working directory, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** Files of the repo that is deployed. */
export interface LocalFiles {
  /**
   * Files that match a path, folder or glob, in path order, decoded as UTF-8 without a byte order mark.
   * A folder stands for every file below it that has one of `extensions`; a pattern that begins with `!` takes files out. Rejects with an `input` problem when nothing matches and
   * with `schema-file` when a file is not UTF-8.
   */
  read(patterns: readonly string[], extensions: readonly string[]): Promise<readonly TextFile[]>;
  /** Of the paths, those at which there is something, in their order. */
  present(paths: readonly string[]): Promise<readonly string[]>;
  /** Writes a file, over one that is there, and the folders above it. Rejects with an `input` problem when that cannot be done. */
  write(path: string, text: string): Promise<void>;
}
