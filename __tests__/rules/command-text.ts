import { type SourceFile, stringsOf } from './source-tree.ts';

/** The only folder that writes management commands and queries. */
const home = 'src/gateways/kusto/commands/';

/** These judge or split text of users, so they know words of the language. */
const readers = ['src/domain/kql/'];

/** First words of management commands: https://learn.microsoft.com/kusto/management/ */
const command =
  /^\s*\.(add|alter|alter-merge|append|apply|attach|cancel|clean|clear|create|create-merge|create-or-alter|delete|detach|disable|drop|enable|execute|export|ingest|merge|move|purge|replace|rename|run|save|set|set-or-append|set-or-replace|show|undo|update)\b[ \n]/;

const pipe =
  /\|\s*(as|consume|count|distinct|evaluate|extend|fork|getschema|invoke|join|lookup|make-series|mv-apply|mv-expand|order|parse|partition|project|project-away|project-rename|project-reorder|project-keep|reduce|render|sample|scan|search|serialize|sort|summarize|take|limit|top|union|where)\b/;

/** String literals outside their folder that are management commands or queries. */
export function strayCommandText(files: readonly SourceFile[]): readonly string[] {
  return files
    .filter(({ path }) => path.startsWith('src/') && ![home, ...readers].some((folder) => path.startsWith(folder)))
    .flatMap((file) =>
      stringsOf(file)
        .filter((text) => (command.test(text) && !isSentence(text)) || pipe.test(text))
        .map((text) => `${file.path}: ${text}`),
    );
}

/** A sentence may begin with the name of a command; no command ends with a full stop. */
function isSentence(text: string): boolean {
  return text.endsWith('.');
}
