import { runCli } from './launch.ts';

process.exitCode = await runCli(process.argv.slice(2), process);
